package org.espalier.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.LabelMap;
import org.espalier.testing.PlainCodecs;

/** Folders of runs, written by hand. */
record StoredRuns(Path root) {
    /** A run that was begun. */
    Path begun(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"pipeline": "%s", "key": "k", "dataset": "toy", "data": "/photos",
                 "train": "train", "val": "val", "seed": 3, "background": 0,
                 "classes": ["background", "cat"],
                 "stages": {"localizer": "cam", "crf": "dense-crf", "segmenter": "deeplab"},
                 "settings": {"dataset": {"width": 5}}}
                """
                        .formatted(name.split("/")[0]));
        return folder;
    }

    /** A run that is finished. */
    Path finished(String name) throws IOException {
        Path folder = begun(name);
        String rows =
                """
                [{"stage": "localizer", "method": "cam", "split": "val", "tags": "none",
                  "mIoU": 0.5, "interval": [0.25, 0.75], "images": 2, "seconds": 1.25}]
                """;
        Files.writeString(folder.resolve("evaluations.json"), rows);
        Files.writeString(folder.resolve("result.json"), "{\"stages\": " + rows + "}");
        return folder;
    }

    /** A mask of one row. */
    static Path mask(Path run, String view, String id, int... labels) throws IOException {
        Path file = run.resolve(view).resolve("labels").resolve(id + ".png");
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        new PlainCodecs().writeLabels(new LabelMap(labels.length, 1, bytes), file);
        return file;
    }
}
