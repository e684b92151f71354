package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
    @TempDir Path root;

    private RunFolder run(int number, String val, String settings, String... rows)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve("cam/" + number));
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"pipeline": "cam", "dataset": "voc", "train": "train", "val": "val", "seed": %d,
                 "classes": ["background", "cat", "dog"], "stages": {"localizer": "cam"},
                 "fingerprints": {"train": "t", "val": "%s"}, "settings": {%s}}
                """
                        .formatted(number, val, settings));
        String all = "[" + String.join(",", rows) + "]";
        Files.writeString(folder.resolve("result.json"), "{\"stages\": " + all + "}");
        Files.writeString(folder.resolve("evaluations.json"), all);
        return new RunFolder(folder);
    }

    private static String row(String stage, String tags, double mIoU, String more) {
        return "{\"stage\": \"%s\", \"split\": \"val\", \"tags\": \"%s\", \"mIoU\": %s %s}"
                .formatted(stage, tags, mIoU, more);
    }

    private static String scores(String cat, String dog, String x, String y, String z) {
        return ", \"iou\": {\"cat\": %s, \"dog\": %s}, \"imageIoU\": {\"x\": %s, \"y\": %s, \"z\": %s}"
                .formatted(cat, dog, x, y, z);
    }

    @Test
    void whatDiffersIsToldGreatestFirst() throws IOException {
        RunFolder a =
                run(
                        1,
                        "v",
                        "\"localizer\": {\"epochs\": 8, \"rate\": 0.1, \"old\": true}",
                        row("localizer", "given", 0.6, ""),
                        row("localizer", "none", 0.5, scores("0.5", "0.25", "0.5", "0.75", "0.5")));
        RunFolder b =
                run(
                        2,
                        "v",
                        "\"localizer\": {\"epochs\": 9, \"rate\": 0.1}",
                        row("localizer", "given", 0.7, ""),
                        row("localizer", "none", 0.4, scores("0.25", "0.5", "0.625", "0.5", "0.5")),
                        row(
                                "segmenter",
                                "none",
                                0.55,
                                scores("0.5", "0.75", "0.625", "0.25", "null")));
        RunComparison comparison = RunComparison.of(a, b);
        assertTrue(comparison.sameData());
        assertEquals(
                List.of(
                        new RunComparison.Difference("localizer.epochs", "8", "9"),
                        new RunComparison.Difference("localizer.old", "true", null),
                        new RunComparison.Difference("seed", "1", "2")),
                comparison.configuration());
        assertEquals(
                List.of(
                        new RunComparison.Gain("localizer on val, tags given", 0.6, 0.7),
                        new RunComparison.Gain("localizer on val, tags none", 0.5, 0.4)),
                comparison.stages());
        assertEquals("localizer and segmenter", comparison.judged());
        assertEquals(
                List.of(
                        new RunComparison.Gain("dog", 0.25, 0.75),
                        new RunComparison.Gain("cat", 0.5, 0.5)),
                comparison.classes());
        assertEquals(
                List.of(
                        new RunComparison.Gain("y", 0.75, 0.25),
                        new RunComparison.Gain("x", 0.5, 0.625)),
                comparison.images());
        assertEquals(-0.5, comparison.images().get(0).gain());
    }

    @Test
    void anotherMethodIsToldWithoutItsParameters() throws IOException {
        String row = row("localizer", "given", 0.5, "");
        RunFolder a = run(1, "v", "\"localizer\": {\"epochs\": 8}", row);
        Path manifest = run(2, "v", "\"localizer\": {\"sides\": 1}", row).path();
        Path file = manifest.resolve("manifest.json");
        Files.writeString(file, Files.readString(file).replace(": \"cam\"}", ": \"dcsm\"}"));
        assertEquals(
                List.of(
                        new RunComparison.Difference("localizer", "cam", "dcsm"),
                        new RunComparison.Difference("seed", "1", "2")),
                RunComparison.of(a, new RunFolder(manifest)).configuration());
    }

    @Test
    void imagesOfOtherDataAreNotCompared() throws IOException {
        String row = row("localizer", "none", 0.5, scores("0.5", "0.5", "0.5", "0.5", "0.5"));
        RunComparison comparison = RunComparison.of(run(1, "v", "", row), run(2, "w", "", row));
        assertFalse(comparison.sameData());
        assertEquals(List.of(), comparison.images());
        assertEquals(2, comparison.classes().size());
    }

    @Test
    void runsWithoutAScoreWithoutTagsAreComparedByStagesAlone() throws IOException {
        RunFolder a = run(1, "v", "", row("localizer", "given", 0.5, ""));
        RunComparison comparison = RunComparison.of(a, a);
        assertEquals("", comparison.judged());
        assertEquals(1, comparison.stages().size());
        assertEquals(List.of(), comparison.configuration());
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        RunFolder a = run(1, "v", "", row("localizer", "given", 0.5, ""));
        Files.writeString(a.path().resolve("evaluations.json"), "[{]");
        var refused = assertThrows(BadInputException.class, () -> RunComparison.of(a, a));
        assertTrue(refused.getMessage().contains("evaluations.json"), refused.getMessage());
    }
}
