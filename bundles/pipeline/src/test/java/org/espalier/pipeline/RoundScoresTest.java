package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.testing.PlainCodecs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundScoresTest {
    private static final byte VOID = (byte) 255;

    /** What {@link InRounds} is worth where all images count. */
    private static final List<RoundResult> SCORED =
            List.of(new RoundResult(0, 6, 0.5, 1, 0.125), new RoundResult(1, 6, 1, 0.75, 0.5));

    @TempDir Path out;

    private final InRounds refiner = new InRounds();
    private final TestPipeline test = new TestPipeline();

    /**
     * Calls everything background, sure of the first pixel; then is right, and sure of four pixels
     * of which one is mistaken.
     */
    private static class InRounds extends Fakes.Pass {
        @Override
        public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
                throws IOException {
            super.fit(samples, upstream, context);
            for (Sample sample : samples) {
                byte c = (byte) sample.tags().ids()[0];
                byte[] first = {c, VOID, VOID, VOID, VOID, VOID, VOID, VOID};
                byte[] second = {c, c, 0, c, VOID, VOID, VOID, VOID};
                keep(context, 0, sample, new byte[8], first);
                keep(context, 1, sample, new byte[] {c, c, 0, 0, c, c, 0, 0}, second);
            }
        }

        void keep(StageContext context, int round, Sample sample, byte[] labels, byte[] confident)
                throws IOException {
            RoundFolder folder = RoundFolder.of(context.folder(), round);
            write(folder.labels(sample), 4, labels);
            write(folder.confident(sample), 4, confident);
        }

        static void write(Path file, int width, byte[] labels) throws IOException {
            Files.createDirectories(file.getParent());
            new PlainCodecs().writeLabels(new LabelMap(width, labels.length / width, labels), file);
        }
    }

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    private static List<RoundResult> rounds(RunResult result, String row) {
        return result.stages().stream()
                .filter(s -> row.equals(s.stage() + " " + s.split() + " " + s.tags()))
                .findFirst()
                .orElseThrow()
                .rounds();
    }

    private static List<String> failures(RunResult result) {
        return result.failures().stream()
                .map(f -> f.stage() + " | " + f.id() + " | " + f.reason())
                .toList();
    }

    private RunResult run(String... settings) throws IOException {
        test.refiner = refiner;
        return test.run(out, settings);
    }

    @Test
    void theTrainingRowOfTheRefinerHasTheRounds() throws IOException {
        test.crf = new Fakes.Pass();
        RunResult result = run();
        assertEquals(SCORED, rounds(result, "refiner train given"));
        assertEquals(
                List.of("refiner"),
                result.stages().stream()
                        .filter(s -> !s.rounds().isEmpty())
                        .map(StageResult::stage)
                        .toList());
        assertEquals(List.of(), result.failures());
    }

    @Test
    void aRunThatTakesTheModelOverTakesTheRoundsOver() throws IOException {
        RunResult first = run();
        RunResult second = run();
        assertEquals(6, refiner.learnedFrom.get(), "learned once");
        assertEquals(SCORED, rounds(second, "refiner train given"));
        assertTrue(
                Files.exists(
                        second.folder().resolve("refiner/model/rounds/1/confident/train5.png")));
        assertEquals(result(first), result(second));
    }

    @Test
    void aRunThatGoesOnScoresTheSame() throws IOException {
        RunResult whole = run();
        String before = result(whole);
        Files.delete(whole.folder().resolve("result.json"));
        Files.delete(whole.folder().resolve("refiner/train-given/complete.key"));
        RunResult again = run();
        assertEquals(whole.folder(), again.folder());
        assertEquals(before, result(again));
    }

    /** All of it but the times. */
    private static String result(RunResult result) throws IOException {
        return Files.readString(result.folder().resolve("result.json"))
                .replaceAll("\"seconds\": [0-9.E-]+", "");
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        Path apart = out.resolve("apart");
        test.refiner = refiner;
        RunResult four = test.run(apart, "threads=4");
        assertEquals(SCORED, rounds(four, "refiner train given"));
        assertEquals(SCORED, rounds(run("threads=1"), "refiner train given"));
    }

    @Test
    void imagesWithoutAMaskAreNotCounted() throws IOException {
        test.scenes.maskless = 3;
        RunResult result = run();
        assertEquals(5, rounds(result, "refiner train given").get(1).images());
        assertEquals(List.of(), result.failures());
    }

    @Test
    void aMaskThatCannotBeReadIsToldOnce() throws IOException {
        test.scenes.torn = 3;
        RunResult result = run();
        assertEquals(
                List.of(5L, 5L),
                rounds(result, "refiner train given").stream().map(RoundResult::images).toList());
        assertEquals(
                List.of("train3", "val3"), result.failures().stream().map(f -> f.id()).toList());
    }

    @Test
    void anImageIsLeftOutOfTheRoundThatLacksOneOfItsFiles() throws IOException {
        test.refiner =
                new InRounds() {
                    @Override
                    public void fit(
                            List<Sample> samples, PerSample<ScoreMap> scores, StageContext context)
                            throws IOException {
                        super.fit(samples, scores, context);
                        RoundFolder first = RoundFolder.of(context.folder(), 0);
                        RoundFolder second = RoundFolder.of(context.folder(), 1);
                        write(first.labels(samples.get(4)), 2, new byte[8]);
                        Files.delete(second.confident(samples.get(2)));
                        Files.write(second.labels(samples.get(5)), new byte[3]);
                    }
                };
        for (int run = 0; run < 2; run++) {
            RunResult result = test.run(out);
            assertEquals(
                    List.of(
                            new RoundResult(0, 5, 0.5, 1, 0.125),
                            new RoundResult(1, 4, 1, 0.75, 0.5)),
                    rounds(result, "refiner train given"));
            String without = "without it the image does not count in this round";
            assertEquals(
                    List.of(
                            "evaluation of refiner | train4 | round 0, labels/train4.png:"
                                    + " it is 2 x 4; the true mask is 4 x 2",
                            "evaluation of refiner | train2 | round 1, confident/train2.png:"
                                    + " is missing; "
                                    + without,
                            "evaluation of refiner | train5 | java.io.EOFException"),
                    failures(result));
        }
    }

    @Test
    void theSecondRefinerHasRoundsOfItsOwn() throws IOException {
        test.refiner2 =
                new InRounds() {
                    @Override
                    void keep(StageContext context, int round, Sample sample, byte[] l, byte[] c)
                            throws IOException {
                        if (!sample.id().equals("train0")) {
                            super.keep(context, 2 + round, sample, l, c);
                        }
                    }
                };
        RunResult result = run();
        assertEquals(SCORED, rounds(result, "refiner train given"));
        assertEquals(
                List.of(2, 3),
                rounds(result, "refiner2 train given").stream().map(RoundResult::round).toList());
        assertEquals(
                List.of(5L, 5L),
                rounds(result, "refiner2 train given").stream().map(RoundResult::images).toList());
        assertEquals(List.of(), failures(result), "the stage has said why it did not use one");
    }

    @Test
    void aRoundMayHaveNothingThatIsSure() throws IOException {
        test.refiner =
                new InRounds() {
                    @Override
                    void keep(StageContext context, int round, Sample sample, byte[] l, byte[] c)
                            throws IOException {
                        super.keep(context, round, sample, l, c);
                        if (round == 0) {
                            Path sure = RoundFolder.of(context.folder(), 0).confident(sample);
                            Files.delete(sure);
                            Files.delete(sure.getParent());
                        }
                    }
                };
        RunResult result = test.run(out);
        RoundResult scored = SCORED.get(0);
        assertEquals(
                new RoundResult(0, scored.images(), scored.mIoU(), Double.NaN, Double.NaN),
                rounds(result, "refiner train given").get(0));
        assertEquals(List.of(), failures(result));
    }

    @Test
    void whereNothingIsLeftThereIsNoRate() throws IOException {
        test.refiner =
                new InRounds() {
                    @Override
                    void keep(StageContext context, int round, Sample sample, byte[] l, byte[] c)
                            throws IOException {
                        Files.createDirectories(RoundFolder.of(context.folder(), round).path());
                    }
                };
        RunResult result = test.run(out);
        assertEquals(
                new RoundResult(1, 0, Double.NaN, Double.NaN, Double.NaN),
                rounds(result, "refiner train given").get(1));
        assertEquals(List.of(), failures(result));
    }

    @Test
    void aRefinerWithoutRoundsHasNone() throws IOException {
        test.refiner = new Fakes.Pass();
        assertEquals(List.of(), rounds(test.run(out), "refiner train given"));
    }

    @Test
    void progressCountsEveryImageOfEveryRound() throws IOException {
        test.refiner = refiner;
        List<String> begun = new ArrayList<>();
        AtomicLong steps = new AtomicLong();
        test.build().run(RunRequest.into(out), watching("rounds of refiner", begun, steps));
        assertTrue(begun.contains("rounds of refiner 12"), begun.toString());
        assertEquals(12, steps.get());
    }

    @Test
    void scoringTheRoundsCanBeCancelled() {
        test.refiner = refiner;
        Progress interrupting =
                (label, total) -> {
                    if (label.startsWith("rounds")) {
                        Thread.currentThread().interrupt();
                    }
                    return Progress.silent().begin(label, total);
                };
        assertThrows(
                CancellationException.class,
                () -> test.build().run(RunRequest.into(out), interrupting));
    }

    private static Progress watching(String wanted, List<String> begun, AtomicLong steps) {
        return (label, total) -> {
            begun.add(label + " " + total);
            return new Progress.Task() {
                @Override
                public void advance(long more) {
                    steps.addAndGet(label.equals(wanted) ? more : 0);
                }

                @Override
                public void close() {
                    // nothing to do
                }
            };
        };
    }
}
