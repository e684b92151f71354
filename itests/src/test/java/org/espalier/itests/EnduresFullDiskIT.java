package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.itests.StartScript.Outcome;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Runs on a disk that is too small, or that nobody may write to, and again when that is mended. */
public class EnduresFullDiskIT {
    private static final long PAGE = 4096;
    private static final int FAILED = 3;
    private static final int ROOMY = 16;
    private static final String PIPELINE =
            """
            {"dataset.target": "(dataset=synthetic)", "dataset.classes": 3,
            "dataset.trainImages": 24, "dataset.valImages": 8,
            "dataset.width": 96, "dataset.height": 72,
            "localizer.target": "(method=cam)", "localizer.trainingSides": [65],
            "localizer.sides": [65], "localizer.gridSide": 65, "localizer.batch": 8,
            "localizer.backbone": "tiny", "localizer.outputStride": 8, "localizer.epochs": 4,
            "crf.target": "(method=dense-crf)",
            "segmenter.target": "(method=deeplab)", "segmenter.trainingSides": [65],
            "segmenter.crop": 65, "segmenter.sides": [65], "segmenter.width": 32,
            "segmenter.branchWidth": 16, "segmenter.batch": 8,
            "segmenter.backbone": "tiny", "segmenter.outputStride": 8, "segmenter.epochs": 3}
            """;

    private Premises premises;
    private Path place;
    private Disk disk;

    @Before
    public void configure() throws Exception {
        premises = new Premises(EnduresFullDiskIT.class, "small");
        premises.configure("org.espalier.pipeline~small", PIPELINE);
        place = premises.folder().resolve("disk");
    }

    @After
    public void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private void mount(long bytes) throws Exception {
        disk = Disk.mount(place, bytes);
        assumeTrue(
                "skipped: needs the right to mount a file system; no disk was full", disk != null);
    }

    private Outcome run(String out) throws Exception {
        return premises.script().run("run", "small", "--out", out);
    }

    @Test
    public void aRunOnAFullDiskSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
        mount(1 << 16);
        disk.close();
        assertEquals(0, run("quiet").code());
        Map<String, String> expected =
                RunFiles.contents(premises.folder().resolve("quiet/small/1"));
        long bytes = room(premises.folder().resolve("quiet"));
        int tries = Tally.LONG ? 16 : 2;
        for (int i = 1; i <= tries; i++) {
            long size = bytes * i / (tries + 1) / PAGE * PAGE;
            mount(size);
            Outcome full = run("disk/runs");
            String told = size + " of " + bytes + " bytes: " + full.err();
            boolean survived = false;
            try {
                assertEquals(told, FAILED, full.code());
                assertTrue(
                        told, full.err().contains("cannot be written (No space left on device)"));
                assertFalse(told, full.err().contains("\tat "));
                disk.change("size=" + ROOMY * bytes); // to learn takes more than what is learned
                Outcome again = run("disk/runs");
                assertEquals(told + again.err(), 0, again.code());
                Path run = place.resolve("runs/small/1");
                Map<String, String> made = RunFiles.contents(run);
                Tally.add("bytes lost", RunFiles.lost(expected, made, run));
                assertEquals(told, expected, made);
                survived = true;
            } finally {
                Tally.add("full disks", survived ? 1 : 0, 1);
                disk.close();
            }
        }
    }

    @Test
    public void aFolderThatNobodyMayWriteToIsNamed() throws Exception {
        mount(1 << 20);
        disk.change("ro");
        Outcome outcome = run("disk/runs");
        assertNotEquals(0, outcome.code());
        assertTrue(outcome.err(), outcome.err().contains(place.resolve("runs").toString()));
        assertTrue(outcome.err(), outcome.err().contains("Read-only file system"));
        assertFalse(outcome.err(), outcome.err().contains("\tat "));
    }

    @Test
    public void soIsOneThatIsAFile() throws Exception {
        Files.writeString(premises.folder().resolve("taken"), "no folder");
        Outcome outcome = run("taken");
        assertNotEquals(0, outcome.code());
        assertTrue(outcome.err(), outcome.err().contains("taken"));
        assertFalse(outcome.err(), outcome.err().contains("\tat "));
    }

    @Test
    public void aFullCacheCostsTimeAndNoResult() throws Exception {
        // unpacked there is the engine, which does not fit
        mount(1 << 20);
        Path cache = premises.folder().resolve("cache");
        Files.createSymbolicLink(cache, place);
        Outcome outcome = run("runs");
        assertEquals(outcome.err(), FAILED, outcome.code());
        assertTrue(outcome.err(), outcome.err().contains("No space left on device"));
        assertFalse(outcome.err(), outcome.err().contains("\tat "));
        disk.close();
        Files.delete(cache);
        Outcome again = run("runs");
        assertEquals(again.err(), 0, again.code());
    }

    /** What the files take, but for the report, without which a run is finished as well. */
    private static long room(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.endsWith("report.html"))
                    .mapToLong(
                            file ->
                                    Files.isDirectory(file)
                                            ? 0
                                            : (file.toFile().length() + PAGE - 1) / PAGE * PAGE)
                    .sum();
        }
    }
}
