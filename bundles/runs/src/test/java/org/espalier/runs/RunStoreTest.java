package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.RoundFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    @TempDir Path root;

    private static Manifest manifest(String key) {
        return new Manifest(
                "cam",
                key,
                false,
                "voc",
                "",
                Map.of("train", "t", "val", "v"),
                "train",
                "val",
                List.of("background", "cat"),
                0,
                1,
                Map.of("localizer", "cam"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private RunFolder begin(String key) throws IOException {
        RunFolder run = new RunStore(root).open("cam", key);
        run.begin(manifest(key));
        return run;
    }

    private static void finish(RunFolder run) throws IOException {
        run.finish(new RunResult(run.path(), "cam", 1, "voc", List.of(), List.of()));
        run.close();
    }

    @Test
    void whatIsKeptLockedIsGivenToNobody() throws IOException {
        RunFolder stuck = begin("k");
        stuck.keepLocked();
        stuck.close();
        try (RunFolder next = begin("k")) {
            assertEquals(2, next.number());
        }
        assertEquals(RunState.RUNNING, stuck.state());
    }

    @Test
    void aRunThatComesToItsEndIsNeverSeenInterrupted() throws Exception {
        for (int i = 0; i < 300; i++) {
            RunFolder run = begin("k");
            RunFolder seen = new RunFolder(run.path());
            CompletableFuture<Void> end =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    Files.writeString(run.path().resolve(RunFolder.RESULT), "{}");
                                    run.close();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            RunState state = seen.state();
            while (state == RunState.RUNNING) {
                state = seen.state();
            }
            assertEquals(RunState.FINISHED, state);
            end.get();
        }
    }

    @Test
    void numbersFromOne() throws IOException {
        RunFolder first = begin("k");
        assertEquals(root.resolve("cam/1").toAbsolutePath(), first.path());
        finish(first);
        try (RunFolder second = begin("k")) {
            assertEquals(2, second.number());
        }
    }

    @Test
    void continuesAnUnfinishedRunOfTheSameKey() throws IOException {
        begin("k").close();
        try (RunFolder again = begin("k")) {
            assertEquals(1, again.number());
        }
        try (RunFolder other = begin("other")) {
            assertEquals(2, other.number());
        }
    }

    @Test
    void leavesARunAloneThatIsUnderWay() throws IOException {
        try (RunFolder running = begin("k");
                RunFolder beside = begin("k")) {
            assertEquals(1, running.number());
            assertEquals(2, beside.number());
        }
    }

    @Test
    void aFolderInWhichNothingWasBegunIsTaken() throws IOException {
        new RunStore(root).open("cam", "k").close();
        Files.writeString(root.resolve("cam/1/.manifest.json.7-1.partial"), "{");
        try (RunFolder run = new RunStore(root).open("cam", "k");
                RunFolder beside = new RunStore(root).open("cam", "k")) {
            assertEquals(1, run.number());
            assertEquals(2, beside.number());
        }
        Files.createDirectories(root.resolve("cam/3/photographs"));
        try (RunFolder run = new RunStore(root).open("cam", "k")) {
            assertEquals(4, run.number());
        }
    }

    @Test
    void tenComesAfterNine() throws IOException {
        for (int i = 0; i < 11; i++) {
            finish(begin("k"));
        }
        List<Integer> numbers =
                new RunStore(root).runs("cam").stream().map(RunFolder::number).toList();
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), numbers);
    }

    @Test
    void aManifestThatCannotBeReadIsNoReasonToFail() throws IOException {
        begin("k").close();
        Files.writeString(root.resolve("cam/1/manifest.json"), "{ truncat");
        try (RunFolder run = begin("k")) {
            assertEquals(2, run.number());
        }
    }

    @Test
    void takesOverAFinishedFolderOfTheSameKeyByLinks() throws IOException {
        RunStore store = new RunStore(root);
        RunFolder first = begin("k");
        MarkedFolder model = store.folder(first, "localizer/model", "stage");
        Files.createDirectories(model.path().resolve("deep"));
        Files.writeString(model.path().resolve("deep/weights"), "w");
        model.finish("stage");
        finish(first);

        try (RunFolder second = begin("k2")) {
            MarkedFolder taken = store.folder(second, "localizer/model", "stage");
            assertTrue(taken.isFinished("stage"));
            assertEquals("w", Files.readString(taken.path().resolve("deep/weights")));
            assertEquals(
                    Files.getAttribute(model.path().resolve("deep/weights"), "unix:ino"),
                    Files.getAttribute(taken.path().resolve("deep/weights"), "unix:ino"));
            assertFalse(store.folder(second, "refiner/model", "stage").isFinished("stage"));
        }
    }

    @Test
    void takesTheRoundsOfAModelOver() throws IOException {
        RunStore store = new RunStore(root);
        RunFolder first = begin("k");
        MarkedFolder model = store.folder(first, "refiner/model", "stage");
        Sample sample = new Sample("a", Tags.none(), () -> null);
        for (int number = 0; number < 2; number++) {
            RoundFolder round = RoundFolder.of(model.path(), number);
            for (Path file : List.of(round.labels(sample), round.confident(sample))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, number + file.getParent().getFileName().toString());
            }
        }
        model.finish("stage");
        finish(first);

        try (RunFolder second = begin("k2")) {
            MarkedFolder taken = store.folder(second, "refiner/model", "stage");
            List<RoundFolder> rounds = RoundFolder.in(taken.path());
            assertEquals(List.of(0, 1), rounds.stream().map(RoundFolder::round).toList());
            assertEquals("0labels", Files.readString(rounds.get(0).labels(sample)));
            Path confident = rounds.get(1).confident(sample);
            assertEquals("1confident", Files.readString(confident));
            assertEquals(
                    Files.getAttribute(
                            RoundFolder.of(model.path(), 1).confident(sample), "unix:ino"),
                    Files.getAttribute(confident, "unix:ino"));
        }
    }

    @Test
    void takesLabelsOverLast() throws IOException {
        MarkedFolder whole = new MarkedFolder(root.resolve("whole"));
        for (String kind : List.of("classes", "labels", "scores")) {
            Files.createDirectories(whole.path().resolve(kind));
            Files.writeString(whole.path().resolve(kind).resolve("a"), kind);
        }
        MarkedFolder cut = new MarkedFolder(root.resolve("cut"));
        Path inTheWay = cut.path().resolve("scores/a/b");
        Files.createDirectories(inTheWay);
        assertThrows(IOException.class, () -> cut.takeOver(whole, "k"));
        assertFalse(Files.exists(cut.path().resolve("labels/a")));
        Files.delete(inTheWay);
        cut.takeOver(whole, "k");
        assertEquals("labels", Files.readString(cut.path().resolve("labels/a")));
        assertTrue(cut.isFinished("k"));
    }

    @Test
    void doesNotTakeOverWhatIsUnfinishedOrOfAnotherKey() throws IOException {
        RunStore store = new RunStore(root);
        RunFolder first = begin("k");
        Files.writeString(store.folder(first, "localizer/model", "a").path().resolve("half"), "h");
        finish(first);
        try (RunFolder second = begin("k2")) {
            MarkedFolder folder = store.folder(second, "localizer/model", "a");
            assertFalse(folder.isFinished("a"));
            assertFalse(Files.exists(folder.path().resolve("half")));
            folder.finish("a");
            assertFalse(folder.isFinished("b"));
        }
    }

    @Test
    void sweepsWhatAKilledProcessLeft() throws IOException {
        try (RunFolder run = begin("k")) {
            Files.createDirectories(run.path().resolve("localizer"));
            Path left = run.path().resolve("localizer/.x.png123.partial");
            Files.writeString(left, "half");
            run.sweep();
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(run.path().resolve("manifest.json")));
        }
    }
}
