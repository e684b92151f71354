package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * The memory of the process does not grow with the number of images: after all of them it is what
 * it was after some.
 */
public class EnduresImagesIT {
    private static final System.Logger LOG = System.getLogger(EnduresImagesIT.class.getName());

    private static final int SOME = 200;
    private static final int ALL = Tally.LONG ? 2000 : 400;
    private static final double MORE = 1.10;

    /** The heap is there from the beginning, so what grows is what is not in it. */
    private static final String HEAP = "-Djava.io.tmpdir=tmp -Xms400m -Xmx400m -XX:+AlwaysPreTouch";

    private static final String PIPELINE =
            """
            {"dataset.target": "(dataset=synthetic)", "dataset.classes": 3,
            "dataset.trainImages": 8, "dataset.valImages": %d,
            "dataset.width": 160, "dataset.height": 120,
            "localizer.target": "(method=cam)", "localizer.trainingSides": [65],
            "localizer.sides": [97, 129], "localizer.gridSide": 65, "localizer.batch": 8,
            "localizer.backbone": "tiny", "localizer.outputStride": 8, "localizer.epochs": 2,
            "crf.target": "(method=dense-crf)", "crf.iterations": 5,
            "segmenter.target": "(method=deeplab)", "segmenter.trainingSides": [65],
            "segmenter.crop": 65, "segmenter.sides": [97, 129], "segmenter.width": 32,
            "segmenter.branchWidth": 16, "segmenter.batch": 8,
            "segmenter.backbone": "tiny", "segmenter.outputStride": 8, "segmenter.epochs": 2}
            """
                    .formatted(ALL);

    @Test
    public void memoryStaysWhatItWas() throws Exception {
        Premises premises =
                new Premises(EnduresImagesIT.class, "many", Map.of("ESPALIER_JAVA_OPTS", HEAP));
        premises.configure("org.espalier.pipeline~many", PIPELINE);
        Process process = premises.script().start("run", "many", "--out", "runs");
        Path run = premises.folder().resolve("runs/many/1");
        long after = 0;
        long most = 0;
        while (process.isAlive()) {
            long resident = resident(process);
            if (images(run.resolve("localizer/val-none/labels")) < SOME) {
                after = Math.max(after, resident);
            } else {
                most = Math.max(most, resident);
            }
            Thread.sleep(50);
        }
        var outcome = premises.script().outcome(process);
        assertEquals(outcome.err(), 0, outcome.code());
        assertEquals(ALL, images(run.resolve("segmenter+crf/val-none/labels")));
        LOG.log(
                Level.INFO,
                "resident: {0} MB after {1} images, {2} MB at most until {3}, in each of five passes",
                after >> 10,
                SOME,
                most >> 10,
                ALL);
        assertTrue("some was seen", after > 0 && most > 0);
        assertTrue(
                "%d kB after %d images, %d kB after %d".formatted(after, SOME, most, ALL),
                most <= MORE * after);
        ProductTest.delete(premises.folder());
    }

    private static int images(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> file.toString().endsWith(".png")).count();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** In kB; 0 for a process that has just ended. */
    private static long resident(Process process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
