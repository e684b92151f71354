package org.espalier.command.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of runs, written by hand. */
record StoredRuns(Path root) {
    /** A run that was begun. */
    Path begun(String name, int seed) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"pipeline": "%s", "key": "k", "dataset": "folder", "data": "/my photos",
                 "train": "train", "val": "val", "seed": %d, "classes": ["background", "cat"],
                 "stages": {"localizer": "cam"}, "asked": {"localizer.epochs": "%d"}, "fingerprints": {"train": "t", "val": "v"},
                 "settings": {"localizer": {"epochs": %d}}}
                """
                        .formatted(name.split("/")[0], seed, 10 * seed, 10 * seed));
        return folder;
    }

    /** A run that is finished. */
    Path finished(String name, int seed, double mIoU) throws IOException {
        Path folder = begun(name, seed);
        String rows =
                """
                [{"stage": "localizer", "method": "cam", "split": "val", "tags": "none",
                  "mIoU": %s, "interval": [0.25, 0.75], "iou": {"cat": %s},
                  "imageIoU": {"tom": %s, "rex": 0.5}, "images": 2, "seconds": 1.25,
                  "rounds": [{"round": 1, "images": 2, "mIoU": 0.5, "precision": 0.75,
                              "coverage": null}]}]
                """
                        .formatted(mIoU, mIoU, mIoU);
        Files.writeString(folder.resolve("evaluations.json"), rows);
        Files.writeString(folder.resolve("result.json"), "{\"stages\": " + rows + "}");
        return folder;
    }
}
