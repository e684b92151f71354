package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.pipeline.Predictor;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.StageContext;
import org.espalier.pipeline.stages.Join;
import org.espalier.pipeline.stages.NoLocalizer;
import org.espalier.pipeline.stages.NoSegmenter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The segmenter and an earlier stage, taken together. */
class JoinTest {
    @TempDir Path out;

    private final TestPipeline test = new TestPipeline();

    /** Two places; shares by hand. */
    @Test
    void sharesAreWeighed() {
        ScoreMap segmented =
                new ScoreMap(new int[] {0, 1, 2}, 2, 1, new float[] {.5f, .2f, .3f, .8f, .2f, 0});
        ScoreMap refined = new ScoreMap(new int[] {0, 2}, 2, 1, new float[] {1, 0, 3, 4});
        ScoreMap joined = new Join("refiner", 0.5).of(segmented, refined);
        assertArrayEquals(new int[] {0, 1, 2}, joined.classIds());
        float[] expected = {
            (.5f + .5f * .25f) / 1.5f, .2f / 1.5f,
            .3f / 1.5f, .8f / 1.5f,
            (.2f + .5f * .75f) / 1.5f, .5f / 1.5f
        };
        assertArrayEquals(expected, joined.scores(), 1e-6f);
    }

    @Test
    void anotherGridIsBroughtToThatOfTheSegmenter() {
        ScoreMap segmented = new ScoreMap(new int[] {0}, 4, 2, new float[8]);
        ScoreMap refined = new ScoreMap(new int[] {1}, 2, 1, new float[] {2, 2});
        ScoreMap joined = new Join("localizer", 1).of(segmented, refined);
        assertEquals(4, joined.width());
        assertEquals(2, joined.height());
        float[] expected = new float[16]; // where nothing scores, nothing is said
        Arrays.fill(expected, 8, 16, 0.5f);
        assertArrayEquals(expected, joined.scores(), 1e-6f);
    }

    /** Sees class 1 in the right half alone, by so much. */
    private static final class Right extends Fakes.Colours {
        private final float share;

        Right(float share) {
            this.share = share;
        }

        @Override
        public SegmentationModel open(StageContext context) {
            return new SegmentationModel() {
                @Override
                public ScoreMap segment(Image image) {
                    float[] scores = {1, 1 - share, 0, share};
                    return new ScoreMap(new int[] {0, 1}, 2, 1, scores);
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    private static List<String> stages(RunResult result) {
        return result.stages().stream().map(s -> s.stage()).distinct().toList();
    }

    private static List<LabelMap> predicted(TestPipeline pipeline, RunResult result)
            throws IOException {
        try (Predictor predictor = pipeline.build().open(result.folder())) {
            return List.of(predictor.labels(ofColour(1)), predictor.labels(ofColour(2)));
        }
    }

    private static Image ofColour(int colour) {
        byte[] rgb = new byte[4 * 2 * 3];
        Arrays.fill(rgb, (byte) colour);
        return new Image(4, 2, rgb);
    }

    @Test
    void aRunScoresBothAloneAndTogether() throws IOException {
        test.refiner = new Fakes.Pass();
        test.segmenter = new Right(0.7f);
        test.file.put("join", "refiner");
        RunResult result = test.run(out);
        assertEquals(List.of("localizer", "refiner", "segmenter", "joined"), stages(result));
        test.crf = new Fakes.Pass();
        result = test.run(out);
        assertEquals(
                List.of(
                        "localizer",
                        "refiner",
                        "refiner+crf",
                        "segmenter",
                        "segmenter+crf",
                        "joined",
                        "joined+crf"),
                stages(result));
        assertEquals(List.of(), result.failures());
    }

    /** Left: the localizer's 0.9 against 0.2; right: the segmenter's 0.7, if it is alone. */
    @Test
    void photographsGoThroughBoth() throws IOException {
        test.segmenter = new Right(0.7f);
        test.file.put("join", "localizer");
        test.file.put("background", 0.2);
        test.file.put("joinWeight", 10.0);
        LabelMap left = new LabelMap(4, 2, new byte[] {1, 1, 0, 0, 1, 1, 0, 0});
        assertEquals(left, predicted(test, test.run(out)).get(0));
        test.file.put("joinWeight", 0.0);
        LabelMap right = new LabelMap(4, 2, new byte[] {0, 0, 1, 1, 0, 0, 1, 1});
        RunResult alone = test.run(out);
        assertEquals(right, predicted(test, alone).get(0));
        test.file.put("joinWeight", 10.0); // the run counts, not what is configured now
        assertEquals(right, predicted(test, alone).get(0));
    }

    /** Only the stages up to the one that is joined are asked. */
    @Test
    void aStageAfterTheJoinedOneIsNotAsked() throws IOException {
        test.refiner = new Fakes.Pass();
        test.refiner2 =
                new Fakes.Pass() {
                    @Override
                    public RefinementModel open(StageContext context) {
                        if (context.folder().resolve("../../result.json").toFile().exists()) {
                            throw new IllegalStateException("was opened for a photograph");
                        }
                        return super.open(context);
                    }
                };
        test.segmenter = new Right(0.7f);
        test.file.put("join", "refiner");
        assertEquals(2, predicted(test, test.run(out)).size());
        test.file.put("join", "refiner2");
        RunResult result = test.run(out);
        assertThrows(IllegalStateException.class, () -> predicted(test, result));
    }

    @Test
    void anotherWeightIsAnotherRunThatLearnsNothingAnew() throws IOException {
        Fakes.Colours segmenter = new Right(0.7f);
        test.segmenter = segmenter;
        RunResult without = test.run(out);
        test.file.put("join", "localizer");
        test.file.put("joinWeight", 2.0);
        RunResult with = test.run(out);
        assertTrue(!without.folder().equals(with.folder()), with.folder().toString());
        assertEquals(6, segmenter.learned.size());
        assertEquals(1, test.sight.fits.get());
        String manifest = Files.readString(with.folder().resolve("manifest.json"));
        assertTrue(manifest.contains("\"joinWeight\": 2.0"), manifest);
        assertFalse(
                Files.readString(without.folder().resolve("manifest.json")).contains("\"join\": "),
                "a run that joins nothing says nothing of it");
    }

    @Test
    void whatIsNotThereCannotBeJoined() {
        test.segmenter = new Fakes.Colours();
        assertRefused("refiner2", "key join", "no stage refiner2", "one of localizer");
        test.segmenter = new NoSegmenter();
        assertRefused("localizer", "key join", "no segmenter to join localizer with");
        test.supervised = true;
        test.localizer = new NoLocalizer();
        test.segmenter = new Fakes.Colours();
        assertRefused("localizer", "no stage localizer", "leave it out");
    }

    private void assertRefused(String join, String... parts) {
        test.file.put("join", join);
        String message =
                assertThrows(InvalidConfigurationException.class, () -> test.run(out)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void oldRunsJoinNothing() {
        assertFalse(Join.recorded(Map.of("background", 0.2)).isActive());
        Map<String, Object> own = new HashMap<>();
        new Join("", 0.5).record(own);
        assertEquals(Map.of(), own);
        new Join("refiner2", 0.5).record(own);
        assertEquals(new Join("refiner2", 0.5), Join.recorded(own));
    }
}
