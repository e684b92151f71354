package org.espalier.evaluator.miou;

import static org.espalier.evaluator.miou.Scene.PETS;
import static org.espalier.evaluator.miou.Scene.VOID;
import static org.espalier.evaluator.miou.Scene.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.evaluation.ThresholdPoint;
import org.junit.jupiter.api.Test;

class ThresholdSweepTest {
    private static final int BACKGROUND = 0;

    /** As compared with constants everywhere else: the double constant, rounded to float. */
    private static float constant(int j) {
        return (float) (j / 100.0);
    }

    @Test
    void aScoreIsAboveExactlyTheConstantsBelowIt() {
        for (int j = 0; j < 100; j++) {
            float c = constant(j);
            assertEquals(j, ThresholdSweep.bucket(c), "not above itself: " + c);
            assertEquals(j + 1, ThresholdSweep.bucket(Math.nextUp(c)), "just above " + c);
        }
        assertEquals(0, ThresholdSweep.bucket(0));
        assertEquals(100, ThresholdSweep.bucket(1));
        assertEquals(100, ThresholdSweep.bucket(Float.POSITIVE_INFINITY));
    }

    @Test
    void agreesWithComparingAnewAtEveryConstant() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 30; round++) {
            Scoring swept = Scene.scoring(PETS);
            Scoring[] fixed = new Scoring[100];
            for (int j = 0; j < 100; j++) {
                fixed[j] = Scene.scoring(PETS);
            }
            for (int image = 0; image < 3; image++) {
                LabelMap truth = Scene.random(random, 6, 5, 0, 1, 2, VOID);
                ScoreMap scores = scores(random, image == 0 ? 6 : 3, image == 0 ? 5 : 2);
                String id = "image" + image;
                swept.add(Scene.withForeground(id, truth, scores), truth);
                for (int j = 0; j < 100; j++) {
                    LabelMap labels =
                            scores.withBackground(BACKGROUND, constant(j)).resized(6, 5).argmax();
                    fixed[j].add(Prediction.of(id, labels), truth);
                }
            }
            List<ThresholdPoint> points = swept.result().sweep();
            assertEquals(100, points.size());
            for (int j = 0; j < 100; j++) {
                assertEquals(j / 100.0, points.get(j).threshold());
                assertEquals(fixed[j].result().mIoU(), points.get(j).mIoU(), "exactly, at " + j);
            }
        }
    }

    /**
     * Scores of one or both classes, half of them exactly on a constant, so that there are ties.
     */
    private static ScoreMap scores(Random random, int width, int height) {
        int[][] choices = {{1, 2}, {2, 1}, {2}, {}};
        int[] ids = choices[random.nextInt(choices.length)];
        float[] values = new float[ids.length * width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? constant(random.nextInt(100)) : random.nextFloat();
        }
        return new ScoreMap(ids, width, height, values);
    }

    @Test
    void theBackgroundWinsATie() throws Exception {
        ScoreMap scores = new ScoreMap(new int[] {1}, 2, 1, new float[] {0.3f, 0});
        Scoring scoring = Scene.scoring(PETS);
        scoring.add(Scene.withForeground("a", row(1, 0), scores), row(1, 0));
        List<ThresholdPoint> points = scoring.result().sweep();
        assertEquals(1, points.get(0).mIoU());
        assertEquals(1, points.get(29).mIoU());
        assertEquals(0.25, points.get(30).mIoU(), "cat lost, background 1 of 2");
        assertEquals(0, scoring.result().bestThreshold().orElseThrow().threshold());
    }

    @Test
    void scoresThatAreNoNumberLose() throws Exception {
        ScoreMap scores = new ScoreMap(new int[] {1}, 2, 1, new float[] {Float.NaN, 1});
        Scoring scoring = Scene.scoring(PETS);
        scoring.add(Scene.withForeground("a", row(0, 1), scores), row(0, 1));
        assertEquals(1, scoring.result().sweep().get(50).mIoU());
    }

    @Test
    void noneUnlessEveryImageCanBeCompared() throws Exception {
        ScoreMap scores = new ScoreMap(new int[] {1}, 1, 1, new float[] {0.5f});
        Scoring scoring = Scene.scoring(PETS);
        scoring.add(Scene.withForeground("a", row(1), scores), row(1));
        scoring.add(Prediction.of("b", row(1)), row(1));
        assertTrue(scoring.result().sweep().isEmpty());
    }

    @Test
    void noneWhereTheBackgroundHasScoresOfItsOwnOrThereIsNone() throws Exception {
        ScoreMap modelled = new ScoreMap(new int[] {0, 1}, 1, 1, new float[] {0.5f, 0.6f});
        ClassSet streets = ClassSet.withoutBackground(List.of("road", "sky"));
        for (ClassSet classes : List.of(PETS, streets)) {
            Scoring scoring = Scene.scoring(classes);
            scoring.add(Scene.withForeground("a", row(1), modelled), row(1));
            assertTrue(scoring.result().sweep().isEmpty());
        }
    }
}
