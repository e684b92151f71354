package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.StageContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredPipelineTest {
    @TempDir Path out;

    private final TestPipeline test = new TestPipeline();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    private static List<String> rows(RunResult result) {
        return result.stages().stream()
                .map(s -> s.stage() + " " + s.split() + " " + s.tags())
                .toList();
    }

    @Test
    void scoresTheLocalizerOnTrainingAndValidationImages() throws IOException {
        RunResult result = test.run(out);
        assertEquals(
                List.of("localizer train given", "localizer val given", "localizer val none"),
                rows(result));
        result.stages().forEach(s -> assertEquals(1.0, s.evaluation().mIoU(), s.toString()));
        assertEquals(6, result.stages().get(0).evaluation().images());
        assertTrue(Files.exists(out.resolve("test/1/result.json")));
        assertTrue(Files.exists(out.resolve("test/1/manifest.json")));
        assertTrue(test.accuracy.seen.get(0).foreground().isPresent());
    }

    @Test
    void everyStageHasItsRows() throws IOException {
        Fakes.Pass refiner = new Fakes.Pass();
        Fakes.Colours segmenter = new Fakes.Colours();
        test.refiner = refiner;
        test.crf = new Fakes.Pass();
        test.segmenter = segmenter;
        RunResult result = test.run(out);
        assertEquals(
                List.of(
                        "localizer train given",
                        "localizer val given",
                        "localizer val none",
                        "refiner train given",
                        "refiner val given",
                        "refiner val none",
                        "refiner+crf train given",
                        "refiner+crf val given",
                        "refiner+crf val none",
                        "segmenter val none",
                        "segmenter+crf val none"),
                rows(result));
        assertEquals("segmenter+crf", result.last().orElseThrow().stage());
        assertEquals(6, refiner.learnedFrom.get());
        assertEquals(6, segmenter.learned.size());
        assertEquals(1, segmenter.learned.get(0).label(0, 0));
    }

    @Test
    void aSecondRefinerLearnsFromWhatTheFirstMade() throws IOException {
        test.refiner =
                new Fakes.Pass() {
                    @Override
                    public RefinementModel open(StageContext context) {
                        return doubled(super.open(context));
                    }
                };
        List<Float> upstream = new ArrayList<>();
        test.refiner2 =
                new Fakes.Pass() {
                    @Override
                    public void fit(
                            List<Sample> samples, PerSample<ScoreMap> scores, StageContext context)
                            throws IOException {
                        assertEquals(
                                "refiner2", context.folder().getParent().getFileName().toString());
                        for (Sample sample : samples) {
                            upstream.add(highest(scores.of(sample)));
                        }
                    }
                };
        test.crf = new Fakes.Pass();
        RunResult result = test.run(out);
        assertEquals(
                List.of("localizer", "refiner", "refiner2", "refiner2+crf"),
                result.stages().stream().map(StageResult::stage).distinct().toList());
        assertEquals(12, result.stages().size());
        assertEquals(Collections.nCopies(6, 1.8f), upstream);
    }

    private static float highest(ScoreMap scores) {
        float highest = 0;
        for (float score : scores.scores()) {
            highest = Math.max(highest, score);
        }
        return highest;
    }

    private static RefinementModel doubled(RefinementModel model) {
        return new RefinementModel() {
            @Override
            public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
                ScoreMap plain = model.refine(image, scores);
                float[] twice = new float[plain.scores().length];
                for (int i = 0; i < twice.length; i++) {
                    twice[i] = 2 * plain.scores()[i];
                }
                return new ScoreMap(plain.classIds(), plain.width(), plain.height(), twice);
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    /** The background constant, 0.5 here, would make everything background. */
    @Test
    void aLocalizerThatModelsTheBackgroundForAllClassesIsTakenAtItsWord() throws IOException {
        test.localizer = new Fakes.PlaceByPlace();
        test.refiner = new Fakes.Pass();
        test.crf = new Fakes.Pass();
        RunResult result = test.run(out);
        assertEquals(9, result.stages().size());
        result.stages().forEach(s -> assertEquals(1.0, s.evaluation().mIoU(), s.toString()));
        assertTrue(
                test.accuracy.seen.stream().noneMatch(p -> p.foreground().isPresent()),
                "no sweep of constants");
    }

    @Test
    void withoutARefinerTheCrfFollowsTheLocalizer() throws IOException {
        test.crf = new Fakes.Pass();
        assertTrue(rows(test.run(out)).contains("localizer+crf val none"));
    }

    @Test
    void asSecondRunLearnsAndLooksAtNothingAgain() throws IOException {
        RunResult first = test.run(out);
        int looks = test.sight.looks.get();
        RunResult second = test.run(out);
        assertEquals(2, Integer.parseInt(second.folder().getFileName().toString()));
        assertEquals(1, test.sight.fits.get());
        assertEquals(looks, test.sight.looks.get());
        for (int i = 0; i < first.stages().size(); i++) {
            assertEquals(
                    first.stages().get(i).evaluation().imageIoU(),
                    second.stages().get(i).evaluation().imageIoU());
        }
    }

    @Test
    void whatChangesIsDoneAgain() throws IOException {
        test.run(out);
        RunResult weak = test.run(out, "localizer.strength=0.4");
        assertEquals(2, test.sight.fits.get());
        assertEquals(0.5, weak.stages().get(0).evaluation().mIoU());
        test.run(out, "seed=2");
        assertEquals(3, test.sight.fits.get());
        test.scenes.version = "2";
        test.run(out);
        assertEquals(4, test.sight.fits.get());
    }

    @Test
    void anotherBackgroundNeedsNoNewLearning() throws IOException {
        test.run(out);
        RunResult all = test.run(out, "background=0.95");
        assertEquals(1, test.sight.fits.get());
        assertEquals(0.5, all.stages().get(0).evaluation().mIoU());
    }

    @Test
    void aBadImageIsReportedOnceAndTheRunGoesOn() throws IOException {
        test.scenes.broken = 1;
        RunResult result = test.run(out);
        assertEquals(
                List.of("train1", "val1"),
                result.failures().stream().map(f -> f.id()).sorted().toList());
        assertTrue(result.failures().get(0).reason().contains("is truncated; replace it"));
        assertEquals(5, result.stages().get(0).evaluation().images());
        assertTrue(Files.readString(out.resolve("test/1/failures.json")).contains("train1.jpg"));
        assertFalse(Files.exists(out.resolve("test/1/localizer/train-given/labels/train1.png")));

        RunResult again = test.run(out);
        assertEquals(result.failures().size(), again.failures().size(), "told again when reused");
    }

    @Test
    void laterStagesPassAFailedImageBy() throws IOException {
        test.scenes.broken = 2;
        Fakes.Pass refiner = new Fakes.Pass();
        test.refiner = refiner;
        RunResult result = test.run(out);
        assertEquals(5, refiner.learnedFrom.get());
        assertEquals(2, result.failures().size());
    }

    @Test
    void aKilledRunGoesOnWhereItWas() throws IOException {
        test.sight.interruptAt = 9;
        assertThrows(CancellationException.class, () -> test.run(out, "threads=1"));
        assertFalse(Files.exists(out.resolve("test/1/result.json")));
        int before = test.sight.looks.get();
        test.sight.interruptAt = -1;
        RunResult result = test.run(out, "threads=1");
        assertEquals(out.resolve("test/1").toRealPath(), result.folder().toRealPath());
        assertEquals(1, test.sight.fits.get());
        assertTrue(
                test.sight.looks.get() - before < 10, "images that were done are not done again");
        assertEquals(1.0, result.last().orElseThrow().evaluation().mIoU());
    }

    /** The image is bad in both views, and only the first of them is finished. */
    @Test
    void aRunKilledBetweenTwoViewsTellsTheSameReasons() throws IOException {
        test.scenes.broken = 1;
        RunResult whole = test.run(out);
        String failures = Files.readString(whole.folder().resolve("failures.json"));
        Files.delete(whole.folder().resolve("result.json"));
        Files.delete(whole.folder().resolve("failures.json"));
        Files.delete(whole.folder().resolve("localizer/val-none/failures.json"));
        Files.delete(whole.folder().resolve("localizer/val-none/complete.key"));
        RunResult result = test.run(out);
        assertEquals(whole.folder(), result.folder());
        assertEquals(failures, Files.readString(result.folder().resolve("failures.json")));
        assertTrue(
                Files.readString(result.folder().resolve("localizer/val-none/failures.json"))
                        .contains("is truncated; replace it"));
    }

    /** One image has a torn mask, the other cannot be read. */
    @Test
    void aStageThatIsUsedAgainTellsFailuresInTheOrderOfTheImages() throws IOException {
        test.scenes.broken = 1;
        test.scenes.torn = 2;
        RunResult first = test.run(out);
        assertEquals(4, first.failures().size());
        assertEquals(first.failures(), test.run(out).failures());
    }

    @Test
    void whatLearningCouldNotUseBeforeItWasKilledIsTold() throws IOException {
        test.refiner = new Interrupted("train3", new CancellationException("killed"));
        assertThrows(CancellationException.class, () -> test.run(out));
        test.refiner = new Interrupted("train2", null);
        assertEquals(
                List.of("refiner train3", "refiner train2"),
                test.run(out).failures().stream().map(f -> f.stage() + " " + f.id()).toList());
    }

    @Test
    void whatBrokeAStageAsAWholeIsNoFailureOfItsImages() throws IOException {
        test.refiner = new Interrupted("train3", new IllegalStateException("disk gone"));
        assertThrows(IllegalStateException.class, () -> test.run(out));
        test.refiner = new Interrupted("train2", null);
        assertEquals(
                List.of("train2"), test.run(out).failures().stream().map(f -> f.id()).toList());
    }

    /** Cannot use one of the images, and ends as it is told. */
    private static final class Interrupted extends Fakes.Pass {
        private final String bad;
        private final RuntimeException end;

        Interrupted(String bad, RuntimeException end) {
            this.bad = bad;
            this.end = end;
        }

        @Override
        public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context) {
            context.failed(bad, new BadInputException(bad, "no", "yes"));
            if (end != null) {
                throw end;
            }
        }
    }

    @Test
    void anInterruptCancels() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> test.run(out));
    }

    @Test
    void aPipelineThatIsRemadeWhileARunBeginsSaysSoAndLeavesNothing() {
        ConfiguredPipeline pipeline = test.build();
        pipeline.close();
        var e =
                assertThrows(
                        IOException.class,
                        () -> pipeline.run(RunRequest.into(out), Progress.silent()));
        assertEquals(
                "pipeline test: what it is made of was replaced or removed while the run began;"
                        + " run it again",
                e.getMessage());
        assertFalse(Files.exists(out.resolve("test")));
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        RunResult one = test.run(out.resolve("a"), "threads=1");
        RunResult four = test.run(out.resolve("b"), "threads=4");
        List<String> ids = test.accuracy.seen.stream().map(p -> p.id()).toList();
        assertEquals(ids.subList(0, 14), ids.subList(14, 28));
        assertEquals(
                Files.readString(one.folder().resolve("failures.json")),
                Files.readString(four.folder().resolve("failures.json")));
    }

    @Test
    void theFileComesBeforeTheDefaultAndTheCommandLineBeforeTheFile() throws IOException {
        test.file.put("localizer.strength", 0.4);
        assertEquals(0.5, test.run(out).stages().get(0).evaluation().mIoU());
        assertEquals(
                1.0, test.run(out, "localizer.strength=0.8").stages().get(0).evaluation().mIoU());
    }

    @Test
    void mistakesInTheRequestEndItBeforeWorkBegins() {
        for (String wrong :
                List.of("localizer.strenth=1", "epochs=3", "evaluator.draws=1", "nostage.x=1")) {
            var e = assertThrows(InvalidConfigurationException.class, () -> test.run(out, wrong));
            assertTrue(e.getMessage().contains(wrong.split("=")[0]), e.getMessage());
        }
        assertFalse(Files.exists(out.resolve("test")));
    }

    @Test
    void anUnknownSplitNamesThoseThereAre() {
        test.file.put("x", 1);
        var request =
                new org.espalier.api.pipeline.RunRequest(
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.of("trian"),
                        java.util.Optional.empty(),
                        out,
                        Map.of());
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> test.build().run(request, org.espalier.api.stage.Progress.silent()));
        assertTrue(e.getMessage().contains("[train, val]"), e.getMessage());
    }

    @Test
    void whatLearningCouldNotUseIsToldAgainWhenTheModelIsReused() throws IOException {
        test.refiner =
                new Fakes.Pass() {
                    @Override
                    public void fit(
                            List<Sample> samples,
                            PerSample<ScoreMap> upstream,
                            StageContext context) {
                        context.failed("train3", new BadInputException("train3", "no", "yes"));
                    }
                };
        for (int run = 0; run < 2; run++) {
            assertEquals(
                    List.of("refiner train3"),
                    test.run(out).failures().stream().map(f -> f.stage() + " " + f.id()).toList());
        }
    }
}
