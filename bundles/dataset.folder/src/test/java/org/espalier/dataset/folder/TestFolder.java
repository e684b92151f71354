package org.espalier.dataset.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.TestSettings;

/** A folder of photographs, made on disk; each is 3 x 2. */
record TestFolder(Path root) {
    static final ImageCodec CODEC =
            new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));

    TestFolder photographs(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, CODEC.thumbnail(new Image(3, 2, new byte[18]), 9));
        }
        return this;
    }

    TestFolder text(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** A mask of 3 x 2 that holds one id alone. */
    TestFolder mask(String name, int id) throws IOException {
        byte[] labels = new byte[6];
        IntStream.range(0, 6).forEach(i -> labels[i] = (byte) id);
        CODEC.writeLabels(new LabelMap(3, 2, labels), root.resolve("masks/" + name + ".png"));
        return this;
    }

    Dataset open(Object... settings) throws IOException {
        return new FolderFormat(CODEC).open(Optional.of(root), TestSettings.of(settings));
    }

    /** Everything, in one split. */
    Split all() throws IOException {
        return open().split("all");
    }

    static List<String> ids(Split split) {
        return split.samples().stream().map(Sample::id).toList();
    }

    static String reason(Split split, int index) {
        return split.rejected().get(index).reason();
    }
}
