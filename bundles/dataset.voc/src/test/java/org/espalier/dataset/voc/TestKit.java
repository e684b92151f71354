package org.espalier.dataset.voc;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.TestSettings;

/** A small development kit, made on disk. */
record TestKit(Path root) {
    static final ImageCodec CODEC = new ImageIoCodec(defaults(ImagingConfiguration.class));

    private static <A extends Annotation> A defaults(Class<A> type) {
        return TestSettings.defaults().as(type);
    }

    Path year() {
        return root.resolve("VOCdevkit/VOC2012");
    }

    /** Adds to the list of a split. */
    TestKit list(String split, String... lines) throws IOException {
        Files.createDirectories(year().resolve("JPEGImages"));
        return text("ImageSets/Segmentation/" + split + ".txt", String.join("\n", lines) + "\n");
    }

    TestKit text(String file, String content) throws IOException {
        Path path = year().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }

    TestKit photograph(String id, int width, int height) throws IOException {
        Path file = year().resolve("JPEGImages/" + id + ".jpg");
        Files.createDirectories(file.getParent());
        Files.write(
                file, CODEC.thumbnail(new Image(width, height, new byte[3 * width * height]), 99));
        return this;
    }

    /** A mask of one row with these ids. */
    TestKit mask(String id, int... ids) throws IOException {
        byte[] labels = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            labels[i] = (byte) ids[i];
        }
        CODEC.writeLabels(
                new LabelMap(ids.length, 1, labels),
                year().resolve("SegmentationClass/" + id + ".png"));
        return this;
    }

    TestKit annotation(String id, String content) throws IOException {
        return text("Annotations/" + id + ".xml", content);
    }

    Dataset open(Object... settings) throws IOException {
        return open(root, settings);
    }

    static Dataset open(Path folder, Object... settings) throws IOException {
        return new VocFormat(CODEC).open(Optional.of(folder), TestSettings.of(settings));
    }
}
