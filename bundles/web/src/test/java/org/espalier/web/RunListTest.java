package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.curves.CurveFile;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListTest {
    @TempDir Path root;
    private StoredRuns stored;
    private RunList list;

    @BeforeEach
    void place() {
        stored = new StoredRuns(root);
        list = new RunList(root);
    }

    private RunLine only() {
        RunList.Snapshot snapshot = list.snapshot();
        assertEquals(1, snapshot.runs().size());
        return snapshot.runs().get(0);
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() {
        RunList.Snapshot none = new RunList(root.resolve("none")).snapshot();
        assertEquals(0, none.runs().size());
        assertNull(none.problem());
    }

    @Test
    void aFinishedRunTellsItsScoreAndIsReadOnce() throws Exception {
        Path run = stored.finished("cam/1");
        RunLine line = only();
        assertEquals("cam/1", line.name());
        assertEquals("finished", line.state());
        assertEquals(0.5, line.last());
        assertEquals("toy /photos", line.data());
        assertFalse(line.report());
        assertSame(line, only());
        Files.writeString(run.resolve("report.html"), "<p>");
        assertTrue(only().report(), "the report comes after the table");
    }

    @Test
    void aRunUnderWayTellsHowFarItIs() throws Exception {
        try (RunFolder held = new RunStore(root).open("cam", "k")) {
            Path run = stored.begun(RunNames.of(held));
            Files.writeString(
                    run.resolve("progress.json"),
                    """
                    {"process": 1, "began": 1, "updated": 2,
                     "tasks": [{"label": "train cam", "done": 30, "total": 60, "seconds": 10},
                               {"label": "begun", "done": 0, "total": 5, "seconds": 1}]}
                    """);
            RunLine line = only();
            assertEquals("running", line.state());
            assertEquals(new RunLine.Work("train cam", 30, 60, 3, 10.0), line.work().get(0));
            assertEquals(new RunLine.Work("begun", 0, 5, 0, null), line.work().get(1));
            Reply.line(list.snapshot()); // every number is one that JSON knows
        }
    }

    @Test
    void anInterruptedRunTellsHowToGoOn() throws Exception {
        stored.begun("cam/1");
        RunLine line = only();
        assertEquals("interrupted", line.state());
        assertEquals(
                "espalier run cam --data /photos --train train --val val --out "
                        + root.toAbsolutePath()
                        + " --set seed=3",
                line.again());
    }

    @Test
    void aDamagedManifestIsToldOfAndTheOthersAreShown() throws Exception {
        stored.finished("cam/1");
        Files.writeString(stored.begun("cam/2").resolve("manifest.json"), "{");
        RunLine damaged = list.snapshot().runs().get(1);
        assertTrue(damaged.problem().contains("manifest.json"), damaged.problem());
        assertEquals("finished", list.snapshot().runs().get(0).state());
    }

    @Test
    void theStampChangesWithCurvesAndMasks() throws Exception {
        Path run = stored.begun("cam/1");
        String first = only().stamp();
        assertEquals(first, only().stamp());
        try (CurveFile curves = CurveFile.begin(run.resolve("curves"))) {
            curves.add("localizer/loss", 1, 0.5);
        }
        String second = only().stamp();
        assertNotEquals(first, second);
        StoredRuns.mask(run, "localizer/train-given", "tom", 0, 1);
        assertNotEquals(second, only().stamp());
    }

    @Test
    void namesAreWhateverTheyAreAndInOneLine() throws Exception {
        String hostile = "<img src=x onerror=alert(1)>\n\ndata: {}";
        stored.begun(hostile + "/1");
        String told = Reply.line(list.snapshot());
        assertFalse(told.contains("\n"), "a line of an event");
        JsonObject line =
                JsonParser.parseString(told)
                        .getAsJsonObject()
                        .getAsJsonArray("runs")
                        .get(0)
                        .getAsJsonObject();
        assertEquals(hostile + "/1", line.get("name").getAsString());
    }

    @Test
    void aRunIsFoundByItsNameAlone() throws Exception {
        stored.finished("cam/1");
        Files.createDirectories(root.resolve("cam/other"));
        assertTrue(list.find("cam/1").isPresent());
        for (String name :
                new String[] {
                    null, "", "cam", "cam/2", "cam/other", "cam/../cam/1", "../cam/1", "cam/1/"
                }) {
            assertTrue(list.find(name).isEmpty(), name);
        }
    }
}
