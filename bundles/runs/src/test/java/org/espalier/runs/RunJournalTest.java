package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.espalier.api.stage.Progress;
import org.espalier.curves.Curves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {
    private static final long PATIENCE_MILLIS = 10_000;

    @TempDir Path root;
    private final List<String> told = new ArrayList<>();
    private RunFolder run;

    /** What the journal passes on to. */
    private final Progress listener =
            new Progress() {
                @Override
                public Task begin(String label, long total) {
                    told.add("begin " + label + " " + total);
                    return new Task() {
                        @Override
                        public void advance(long steps) {
                            told.add("advance " + steps);
                        }

                        @Override
                        public void close() {
                            told.add("close");
                        }
                    };
                }

                @Override
                public void measure(String curve, long step, double value) {
                    told.add(curve + " " + step + " " + value);
                }
            };

    @BeforeEach
    void lock() throws IOException {
        run = new RunStore(root).open("cam", "key");
    }

    @AfterEach
    void unlock() throws IOException {
        run.close();
        Thread.interrupted();
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!holds.getAsBoolean() && System.currentTimeMillis() < end) {
            Thread.sleep(5);
        }
        assertTrue(holds.getAsBoolean(), "did not come true in time");
    }

    private Optional<RunProgress.Task> task() {
        return RunProgress.read(run.path()).flatMap(p -> p.tasks().stream().findFirst());
    }

    @Test
    void whatIsUnderWayStandsInTheFolderUntilItEnds() throws Exception {
        try (RunJournal journal = new RunJournal(run, listener, 5)) {
            try (Progress.Task task = journal.begin("train cam", 8)) {
                task.advance(2);
                await(() -> task().filter(t -> t.done() == 2).isPresent());
                RunProgress.Task seen = task().orElseThrow();
                assertEquals("train cam", seen.label());
                assertEquals(8, seen.total());
                assertEquals(6 / seen.rate(), seen.secondsLeft(), 1e-9);
            }
            await(() -> task().isEmpty());
            assertEquals(
                    ProcessHandle.current().pid(),
                    RunProgress.read(run.path()).orElseThrow().process());
        }
        assertEquals(Optional.empty(), RunProgress.read(run.path()));
        assertEquals(List.of("begin train cam 8", "advance 2", "close"), told);
    }

    @Test
    void whatAKilledProcessWasWritingIsClearedAway() throws Exception {
        Path half = Files.createDirectories(run.path().resolve("localizer/model"));
        Files.writeString(half.resolve(".weights.7-1.partial"), "half");
        new RunJournal(run, listener, 5).close();
        assertFalse(Files.exists(half.resolve(".weights.7-1.partial")));
    }

    @Test
    void whatIsMeasuredIsACurveInTheFolder() throws Exception {
        try (RunJournal journal = new RunJournal(run, listener, 5)) {
            journal.measure("localizer/loss", 1, 0.5);
        }
        var curve = Curves.read(run.curves()).get(0);
        assertEquals("localizer/loss", curve.name());
        assertEquals(0.5, curve.points().get(0).value());
        assertEquals(List.of("localizer/loss 1 0.5"), told);
    }

    @Test
    void theWishToStopInterruptsTheRunOnce() throws Exception {
        run.wishToStop().make(); // an old one, meant for whoever ran before
        try (RunJournal journal = new RunJournal(run, listener, 5)) {
            journal.begin("train cam", 1).close();
            await(() -> RunProgress.read(run.path()).isPresent());
            assertFalse(Thread.interrupted());
            run.wishToStop().make();
            long end = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (!Thread.currentThread().isInterrupted() && System.currentTimeMillis() < end) {
                Thread.onSpinWait();
            }
            assertTrue(Thread.interrupted());
            assertFalse(Files.exists(run.path().resolve("cancel")));
        }
    }

    @Test
    void aRunIsRunningWhileItsFolderIsHeldAndThenInterruptedOrFinished() throws Exception {
        RunFolder seen = new RunFolder(run.path());
        assertEquals(RunState.RUNNING, seen.state());
        run.close();
        assertEquals(RunState.INTERRUPTED, seen.state());
        assertEquals("interrupted", seen.state().toString());
        Files.writeString(run.path().resolve(".lock"), "left by a process that was killed");
        assertEquals(RunState.INTERRUPTED, seen.state());
        Files.writeString(run.path().resolve(RunFolder.RESULT), "{}");
        assertEquals(RunState.FINISHED, seen.state());
    }

    @Test
    void whatIsDamagedIsNoProgress() throws Exception {
        Files.writeString(run.path().resolve("progress.json"), "{\"process\": ");
        assertEquals(Optional.empty(), RunProgress.read(run.path()));
        Files.writeString(run.path().resolve("progress.json"), "{\"process\": 7}");
        assertEquals(List.of(), RunProgress.read(run.path()).orElseThrow().tasks());
        assertTrue(Double.isNaN(new RunProgress.Task("x", 0, 5, 1).secondsLeft()));
    }
}
