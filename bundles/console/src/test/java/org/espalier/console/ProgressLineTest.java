package org.espalier.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.espalier.api.stage.Progress;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long seconds;

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(out, terminal, () -> seconds * 1_000_000_000L);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogGetsALineEveryTenSecondsAndOneAtTheEnd() {
        try (ProgressLine progress = line(false);
                Progress.Task task = progress.begin("train", 40)) {
            for (int step = 0; step < 40; step++) {
                seconds++;
                task.advance(1);
            }
        }
        assertEquals(
                """
                train  10/40  1.0/s  0:30 left
                train  20/40  1.0/s  0:20 left
                train  30/40  1.0/s  0:10 left
                train  40/40  1.0/s  in 0:40
                """,
                text());
    }

    @Test
    void shortWorkLeavesNoTraceInALog() {
        try (ProgressLine progress = line(false);
                Progress.Task task = progress.begin("read", 3)) {
            seconds++;
            task.advance(3);
        }
        assertEquals("", text());
    }

    @Test
    void aTerminalsLineIsWrittenOverAndClearedInTheEnd() {
        try (ProgressLine progress = line(true);
                Progress.Task task = progress.begin("train", 7200)) {
            seconds = 1;
            progress.measure("loss", 1, 0.25);
            task.advance(1);
            assertEquals(
                    "\rtrain  1/7200  1.0/s  1:59:59 left  loss 0.2500", text().stripTrailing());
        }
        assertTrue(text().endsWith("\r"), "cleared");
        assertEquals(-1, text().indexOf('\n'));
    }

    @Test
    void whatWasMeasuredBeforeIsNotToldOfOtherWork() {
        try (ProgressLine progress = line(true)) {
            progress.measure("mIoU/val-none", 1, 0.25);
            try (Progress.Task task = progress.begin("crf", 2)) {
                seconds = 1;
                task.advance(1);
                assertEquals("\rcrf  1/2  1.0/s  0:01 left", text().stripTrailing());
                seconds = 2;
                progress.measure("refiner/loss", 1, 0.5);
                task.advance(0);
                assertTrue(text().contains("0:02 left  loss 0.5000"), "the stage is not named");
            }
        }
    }

    @Test
    void aLineIsNeverWiderThanATerminal() {
        try (ProgressLine progress = line(true);
                Progress.Task task = progress.begin("x".repeat(200), 2)) {
            seconds = 1;
            task.advance(1);
            assertEquals(80, text().length());
        }
    }
}
