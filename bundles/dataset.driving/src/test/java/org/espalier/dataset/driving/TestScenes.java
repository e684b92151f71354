package org.espalier.dataset.driving;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.TestSettings;

/** A small data set, made on disk. */
record TestScenes(Path root) {
    static final ImageCodec CODEC =
            new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** A photograph of one row, as JPEG or PNG by its name. */
    TestScenes photograph(String name, int width) throws IOException {
        if (name.toLowerCase(java.util.Locale.ROOT).endsWith(".png")) {
            var image = new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, "png", file(name).toFile());
        } else {
            Image image = new Image(width, 1, new byte[3 * width]);
            Files.write(file(name), CODEC.thumbnail(image, 99));
        }
        return this;
    }

    /** An indexed mask of one row with these values. */
    TestScenes mask(String name, int... values) throws IOException {
        byte[] labels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            labels[i] = (byte) values[i];
        }
        CODEC.writeLabels(new LabelMap(values.length, 1, labels), file(name));
        return this;
    }

    /** The same as 8-bit grey. */
    TestScenes greyMask(String name, int... values) throws IOException {
        var image = new BufferedImage(values.length, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, values.length, 1, values);
        ImageIO.write(image, "png", file(name).toFile());
        return this;
    }

    TestScenes text(String name, String content) throws IOException {
        Files.writeString(file(name), content);
        return this;
    }

    Dataset camVid(Object... settings) throws IOException {
        return open(new CamVidFormat(CODEC), settings);
    }

    Dataset cityscapes(Object... settings) throws IOException {
        return open(new CityscapesFormat(CODEC), settings);
    }

    private Dataset open(DatasetFormat format, Object... settings) throws IOException {
        return format.open(Optional.of(root), TestSettings.of(settings));
    }

    static List<String> ids(Split split) {
        return split.samples().stream().map(Sample::id).toList();
    }

    static String reason(Split split, int index) {
        return split.rejected().get(index).reason();
    }

    /** The true class ids of a sample, void as 255. */
    static List<Integer> truth(Split split, int sample) throws IOException {
        LabelMap labels = split.truth(split.samples().get(sample)).orElseThrow();
        return java.util.stream.IntStream.range(0, labels.width())
                .map(x -> labels.label(x, 0))
                .boxed()
                .toList();
    }
}
