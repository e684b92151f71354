package org.espalier.command.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.stage.Progress;
import org.espalier.console.Terminal;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunJournal;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunStore;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchCancelTest {
    @TempDir Path root;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private StoredRuns stored;

    @BeforeEach
    void place() {
        stored = new StoredRuns(root);
    }

    @AfterEach
    void end() throws InterruptedException {
        workers.shutdownNow();
        assertTrue(workers.awaitTermination(10, TimeUnit.SECONDS), "the run has ended");
    }

    /** A run that goes on until it is interrupted; finishes then if it is to. */
    private Future<?> running(boolean finishes) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> run =
                workers.submit(
                        () -> {
                            try (RunFolder folder = new RunStore(root).open("cam", "k");
                                    RunJournal journal = new RunJournal(folder, Progress.silent());
                                    Progress.Task task = journal.begin("train cam", 9)) {
                                stored.begun(RunNames.of(folder), 1);
                                task.advance(1);
                                begun.countDown();
                                awaitInterrupt();
                                if (finishes) { // while the folder is held, as a run does
                                    stored.finished("cam/1", 1, 0.5);
                                }
                            }
                            return null;
                        });
        assertTrue(begun.await(10, TimeUnit.SECONDS), "the run has begun");
        return run;
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // what it was waiting for
        }
    }

    private String cancel(String... more) throws IOException, Incomplete {
        String[] all = java.util.Arrays.copyOf(more, more.length + 3);
        all[more.length] = "cam";
        all[more.length + 1] = "--runs";
        all[more.length + 2] = root.toString();
        return new CancelCommand().cancel(all);
    }

    private String watch() throws IOException, Incomplete {
        return new WatchCommand(new Terminal(new FakeFramework().context()))
                .watch("cam", "--runs", root.toString());
    }

    @Test
    void cancelStopsARunAndWaitsForIt() throws Exception {
        Future<?> run = running(false);
        assertEquals("cam/1 is interrupted", cancel());
        run.get();
        var refused = assertThrows(InvalidConfigurationException.class, this::cancel);
        assertTrue(refused.getMessage().contains("it is interrupted"), refused.getMessage());
    }

    @Test
    void cancelDoesNotWaitForEver() throws Exception {
        try (RunFolder held = new RunStore(root).open("cam", "k")) {
            stored.begun(RunNames.of(held), 1);
            var incomplete = assertThrows(Incomplete.class, () -> cancel("--patience", "0"));
            assertTrue(incomplete.getMessage().contains("has not yet"), incomplete.getMessage());
        }
    }

    @Test
    void watchLooksOnUntilTheRunHasEndedAndShowsIt() throws Exception {
        running(true);
        Future<String> watching = workers.submit(this::watch);
        assertEquals("cam/1 is finished", cancel());
        assertTrue(watching.get().contains("state   finished"), watching.get());
        assertTrue(watch().contains("state   finished"), "one that has ended is shown at once");
    }

    @Test
    void watchOfARunThatIsInterruptedSaysSo() throws Exception {
        stored.begun("cam/1", 1);
        var incomplete = assertThrows(Incomplete.class, this::watch);
        assertTrue(incomplete.getMessage().contains("go on   espalier run cam"), "how to go on");
    }
}
