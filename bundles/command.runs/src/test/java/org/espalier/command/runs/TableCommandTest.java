package org.espalier.command.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCommandTest {
    @TempDir Path root;

    private void run(String name, boolean masks, String data, String stages, String... rows)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"pipeline": "x", "supervised": %s, "dataset": "voc", "train": "train_all",
                 "val": "val", "classes": ["background", "cat"], "stages": {%s},
                 "fingerprints": {"train": "t", "val": "%s"}}
                """
                        .formatted(masks, stages, data));
        Files.writeString(
                folder.resolve("result.json"),
                "{\"stages\": [%s]}".formatted(String.join(",", rows)));
    }

    private static String row(String stage, String split, String tags, double mIoU) {
        return "{\"stage\": \"%s\", \"split\": \"%s\", \"tags\": \"%s\", \"mIoU\": %s}"
                .formatted(stage, split, tags, mIoU);
    }

    @BeforeEach
    void runs() throws IOException {
        run(
                "dcsm/1",
                false,
                "v",
                "\"localizer\": \"dcsm\"",
                row("localizer", "train_all", "given", 0.41),
                row("localizer", "val", "given", 0.99),
                row("localizer", "val", "none", 0.30),
                row("localizer+crf", "train_all", "given", 0.45),
                row("localizer+crf", "val", "none", 0.36),
                row("segmenter", "val", "none", 0.40));
        run("supervised/1", true, "v", "", row("segmenter", "val", "none", 0.50));
        run(
                "cam/1",
                false,
                "other",
                "\"localizer\": \"cam\"",
                row("localizer", "val", "none", 0.2));
    }

    private String table(String... arguments) throws IOException {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--runs";
        all[arguments.length + 1] = root.toString();
        return new TableCommand().table(all);
    }

    @Test
    void everyStageHasItsColumnAndTheShareItsYardstick() throws IOException {
        String text = table("dcsm");
        assertTrue(
                text.matches(
                        "(?s).*dcsm/1 +tags +41.0 +- +45.0 +30.0 +- +36.0 +40.0 +- +80.0 "
                                + " *44.1 val, 45.1 test\n.*"),
                text);
        assertTrue(text.contains("Share of dcsm/1: by supervised/1."), text);
        assertTrue(text.contains("VGG16 (Table 1 of iterative affinity learning)"), text);
    }

    @Test
    void otherDataHaveNoShareAndMasksAreMarked() throws IOException {
        String text = table("cam/1", "supervised");
        assertTrue(text.contains("No share of cam/1"), text);
        assertTrue(text.contains("supervised/1 learns from masks"), text);
        JsonObject cam =
                JsonParser.parseString(table("cam/1", "--json"))
                        .getAsJsonObject()
                        .getAsJsonArray("runs")
                        .get(0)
                        .getAsJsonObject();
        assertTrue(cam.get("share").isJsonNull());
        assertEquals("tags", cam.get("learnsFrom").getAsString());
    }

    @Test
    void markdownHasARowForEachRun() throws IOException {
        String text = table("dcsm", "supervised", "--markdown");
        assertEquals(4, text.lines().filter(line -> line.startsWith("|")).count(), text);
        assertTrue(text.contains("| supervised/1 | masks |"), text);
    }

    @Test
    void aRunIsNamedByPipelineNumberOrFolderAndTyposAreMended() throws IOException {
        assertTrue(table(root.resolve("dcsm/1").toString()).contains("dcsm/1"));
        var typo = assertThrows(InvalidConfigurationException.class, () -> table("dcms"));
        assertTrue(typo.getMessage().contains("did you mean dcsm?"), typo.getMessage());
        Files.createDirectories(root.resolve("dcsm/2"));
        var open = assertThrows(InvalidConfigurationException.class, () -> table("dcsm/2"));
        assertTrue(open.getMessage().contains("not come to its end"), open.getMessage());
        assertThrows(InvalidConfigurationException.class, () -> table());
    }

    @Test
    void figuresThatAreNoneOfVocAreNotGiven() throws IOException {
        for (Published published : Published.all()) {
            assertFalse(published.figures().contains("57.2"), published.name());
            assertFalse(published.figures().contains("63.1"), published.name());
        }
        assertEquals(
                "none on VOC 2012",
                Published.all().stream()
                        .filter(p -> p.method().equals("deep-clustering"))
                        .findFirst()
                        .orElseThrow()
                        .figures());
    }
}
