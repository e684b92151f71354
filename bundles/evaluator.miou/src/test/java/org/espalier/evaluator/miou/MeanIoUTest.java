package org.espalier.evaluator.miou;

import static org.espalier.evaluator.miou.Scene.PETS;
import static org.espalier.evaluator.miou.Scene.VOID;
import static org.espalier.evaluator.miou.Scene.map;
import static org.espalier.evaluator.miou.Scene.row;
import static org.espalier.evaluator.miou.Scene.score;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.junit.jupiter.api.Test;

class MeanIoUTest {
    private static final double EXACT = 0;

    @Test
    void perfectPredictionHasOne() throws Exception {
        LabelMap truth = map(3, 0, 1, 2, 1, 1, VOID);
        Evaluation evaluation = score(PETS, truth, truth);
        assertEquals(1, evaluation.mIoU(), EXACT);
        assertEquals(List.of(1.0, 1.0, 1.0), List.copyOf(evaluation.iou().values()));
        assertEquals(1, evaluation.imageIoU().get("image"), EXACT);
    }

    @Test
    void threeByThreeByHand() throws Exception {
        LabelMap truth = map(3, 0, 0, 1, 0, 1, 1, 2, 2, VOID);
        LabelMap predicted = map(3, 0, 1, 1, 0, 1, 2, 2, 0, 1);
        Evaluation evaluation = score(PETS, predicted, truth);
        assertArrayEquals(new long[][] {{2, 1, 0}, {0, 2, 1}, {1, 0, 1}}, evaluation.confusion());
        // background 2 of 3 + 3 - 2, cat 2 of 3 + 3 - 2, dog 1 of 2 + 2 - 1
        assertEquals(List.of("background", "cat", "dog"), List.copyOf(evaluation.iou().keySet()));
        assertEquals(2 / 4.0, evaluation.iou().get("background"), EXACT);
        assertEquals(2 / 4.0, evaluation.iou().get("cat"), EXACT);
        assertEquals(1 / 3.0, evaluation.iou().get("dog"), EXACT);
        assertEquals((0.5 + 0.5 + 1 / 3.0) / 3, evaluation.mIoU(), 1e-15);
    }

    @Test
    void allBackgroundKeepsOnlyTheBackground() throws Exception {
        Evaluation evaluation = score(PETS, row(0, 0, 0, 0), row(0, 0, 0, 1));
        assertEquals(0.75, evaluation.iou().get("background"), EXACT);
        assertEquals(0, evaluation.iou().get("cat"), EXACT);
        assertEquals(Double.NaN, evaluation.iou().get("dog"), "a class that does not occur");
        assertEquals(0.375, evaluation.mIoU(), EXACT, "mean over the two that occur");
    }

    @Test
    void swappedClassesHaveNothingInCommon() throws Exception {
        Evaluation evaluation = score(PETS, row(0, 0, 2, 2, 1), row(0, 0, 1, 1, 2));
        assertEquals(1, evaluation.iou().get("background"), EXACT);
        assertEquals(0, evaluation.iou().get("cat"), EXACT);
        assertEquals(0, evaluation.iou().get("dog"), EXACT);
        assertEquals(1 / 3.0, evaluation.mIoU(), 1e-15);
    }

    @Test
    void predictionOfAnAbsentClassLowersItAndWhatItCovers() throws Exception {
        LabelMap truth = row(0, 0, 0, 0, 1, 1);
        Evaluation clean = score(PETS, truth, truth);
        Evaluation spoilt = score(PETS, row(2, 0, 0, 0, 1, 1), truth);
        assertEquals(1, clean.mIoU(), EXACT);
        assertEquals(0, spoilt.iou().get("dog"), EXACT);
        assertEquals(0.75, spoilt.iou().get("background"), EXACT);
        assertEquals(1, spoilt.iou().get("cat"), EXACT, "untouched");
    }

    @Test
    void voidOnlyImageHasNoScoreAndChangesNone() throws Exception {
        Scoring scoring = Scene.scoring(PETS);
        scoring.add(Prediction.of("void", row(1, 2)), row(VOID, VOID));
        assertEquals(Double.NaN, scoring.result().mIoU());
        scoring.add(Prediction.of("cat", row(1, 1)), row(1, 0));
        Evaluation evaluation = scoring.result();
        assertEquals(2, evaluation.images());
        assertEquals(0.25, evaluation.mIoU(), EXACT);
        assertEquals(Double.NaN, evaluation.imageIoU().get("void"));
        assertEquals(0.25, evaluation.imageIoU().get("cat"), EXACT);
    }

    @Test
    void nothingCountedHasNoScore() {
        Evaluation evaluation = Scene.scoring(PETS).result();
        assertEquals(0, evaluation.images());
        assertEquals(Double.NaN, evaluation.mIoU());
        assertTrue(evaluation.sweep().isEmpty());
        assertTrue(evaluation.interval().isEmpty());
        assertTrue(evaluation.meanAveragePrecision().isEmpty());
    }

    @Test
    void predictedVoidCountsAsBackground() throws Exception {
        Evaluation evaluation = score(PETS, row(VOID, VOID, 1), row(0, 1, 1));
        assertEquals(score(PETS, row(0, 0, 1), row(0, 1, 1)).iou(), evaluation.iou());
    }

    @Test
    void predictedVoidIsMissedWhereThereIsNoBackground() throws Exception {
        ClassSet streets = ClassSet.withoutBackground(List.of("road", "sky"));
        Evaluation evaluation = score(streets, row(0, VOID, 1), row(0, 0, 1));
        assertEquals(0.5, evaluation.iou().get("road"), EXACT, "stays in the union");
        assertEquals(1, evaluation.iou().get("sky"), EXACT, "and is put on no other class");
    }

    @Test
    void pixelsOfAllImagesCountTogether() throws Exception {
        Scoring scoring = Scene.scoring(PETS);
        scoring.add(Prediction.of("a", row(1, 1, 1, 1)), row(1, 1, 1, 1));
        scoring.add(Prediction.of("b", row(0)), row(1));
        Evaluation evaluation = scoring.result();
        assertEquals(4 / 5.0, evaluation.iou().get("cat"), EXACT);
        assertEquals(List.of("a", "b"), List.copyOf(evaluation.imageIoU().keySet()));
    }

    @Test
    void intersectionAndBothErrorsMakeUpTheUnion() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            LabelMap truth = Scene.random(random, 9, 7, 0, 1, 2, VOID);
            Evaluation evaluation = score(PETS, Scene.random(random, 9, 7, 0, 1, 2, VOID), truth);
            long[][] n = evaluation.confusion();
            for (int k = 0; k < 3; k++) {
                long predicted = n[0][k] + n[1][k] + n[2][k];
                long actual = n[k][0] + n[k][1] + n[k][2];
                double union = predicted + actual - n[k][k];
                double falsePositive = (predicted - n[k][k]) / union;
                double falseNegative = (actual - n[k][k]) / union;
                double iou = evaluation.iou().get(PETS.name(k));
                assertEquals(1, iou + falsePositive + falseNegative, 1e-12);
            }
        }
    }
}
