package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFuzzTest {
    private static final String MANIFEST =
            """
            {"pipeline": "cam", "key": "k", "supervised": false, "dataset": "voc", "data": "/d",
             "fingerprints": {"train": "a", "val": "b"}, "train": "train", "val": "val",
             "classes": ["background", "cat"], "background": 0, "seed": 3,
             "stages": {"localizer": "cam"}, "asked": {"seed": "3"},
             "settings": {"localizer": {"epochs": 12, "sides": [65]}},
             "bundles": {"org.espalier.api": "0.1.0"}, "machine": {"java": "17"}}
            """;
    private static final String ROW =
            """
            {"stage": "localizer", "method": "cam", "split": "val", "tags": "none", "mIoU": 0.5,
             "interval": [0.4, 0.6], "iou": {"cat": 0.5, "dog": null}, "imageIoU": {"a": 0.5},
             "images": 1, "seconds": 1.5,
             "rounds": [{"round": 1, "images": 3, "mIoU": 0.4, "precision": null}]}
            """;

    @TempDir Path root;
    private RunFolder run;

    @BeforeEach
    void whole() throws IOException {
        Path folder = Files.createDirectories(root.resolve("cam/1"));
        Files.writeString(folder.resolve("manifest.json"), MANIFEST);
        Files.writeString(folder.resolve("result.json"), "{\"stages\": [" + ROW + "]}");
        Files.writeString(folder.resolve("evaluations.json"), "[" + ROW + "]");
        run = new RunFolder(folder);
    }

    private Fuzz fuzz(String file, Fuzz.Parser parser) throws IOException {
        Path path = run.path().resolve(file);
        return new Fuzz(path, parser)
                .from(Files.readAllBytes(path))
                .with("null", "{}", "\"a\": 1,");
    }

    /** Whatever is read can be told. */
    private void look(Path file) throws IOException {
        RunSummary summary = RunSummary.read(run);
        RunSummary.Row last = summary.last().orElse(null);
        summary.sameData(summary);
        summary.score("localizer", last == null);
        RunAgain.command(summary.manifest(), run.path());
        RunComparison.of(run, run);
    }

    @Test
    void manifests() throws Exception {
        fuzz("manifest.json", this::look).run();
    }

    @Test
    void results() throws Exception {
        fuzz("result.json", this::look).run();
    }

    @Test
    void evaluations() throws Exception {
        fuzz("evaluations.json", this::look).run();
    }
}
