package org.espalier.evaluator.miou;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Box;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.evaluation.Pointing;
import org.espalier.api.evaluation.Prediction;
import org.junit.jupiter.api.Test;

class PointingGameTest {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "cat", "dog"));

    private final PointingGame game = new PointingGame(CLASSES);

    /** 100 x 100 pixels, in which a class fills the square at the top left. */
    private static LabelMap square(int classId, int side) {
        byte[] labels = new byte[100 * 100];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                labels[y * 100 + x] = (byte) classId;
            }
        }
        return new LabelMap(100, 100, labels);
    }

    /** Scores on 10 x 10 cells whose highest is in one of them. */
    private static ScoreMap at(int classId, int x, int y) {
        float[] scores = new float[100];
        scores[y * 10 + x] = 1;
        return new ScoreMap(new int[] {classId}, 10, 10, scores);
    }

    private void add(
            int classId, ScoreMap scores, Optional<List<Box>> boxes, float... classScores) {
        LabelMap truth = square(classId, 30);
        Prediction.Located located = new Prediction.Located(scores, boxes);
        game.add(
                new Prediction(
                        "a",
                        truth,
                        Optional.empty(),
                        Optional.of(classScores),
                        Tags.of(classId),
                        Optional.of(located)),
                located,
                truth);
    }

    @Test
    void aPointCountsOnTheObjectAndNearIt() {
        add(1, at(1, 0, 0), Optional.empty(), 0, 0.9f, 0); // on it
        add(1, at(1, 4, 0), Optional.empty(), 0, 0.8f, 0); // 44.5: 15.5 off the box, 18 reach it
        add(1, at(1, 9, 9), Optional.empty(), 0, 0.7f, 0); // far off
        Pointing pointing = game.result().orElseThrow();
        assertEquals(3, pointing.pairs());
        assertEquals(1.0 / 3, pointing.accuracy(), 1e-12);
        // the first two of three positives are found, at ranks 1 and 2
        assertEquals(2.0 / 3, pointing.averagePrecision().get("cat"), 1e-12);
        assertEquals(2.0 / 3, pointing.meanAveragePrecision(), 1e-12);
        assertTrue(pointing.averagePrecision().get("dog").isNaN());
        assertEquals(Pointing.Boxes.REGIONS, pointing.boxes());
    }

    @Test
    void anImageWithoutTheClassThatRanksFirstCostsPrecision() {
        add(2, at(2, 0, 0), Optional.empty(), 0, 0.9f, 0.9f);
        add(1, at(1, 0, 0), Optional.empty(), 0, 0.5f, 0.1f);
        Pointing pointing = game.result().orElseThrow();
        assertEquals(0.5, pointing.averagePrecision().get("cat"), 1e-12);
        assertEquals(1, pointing.averagePrecision().get("dog"), 1e-12);
        assertEquals(1, pointing.accuracy(), 1e-12);
    }

    @Test
    void boxesOfTheDataSetGoBeforeThoseOfTheMask() {
        add(1, at(1, 9, 9), Optional.of(List.of(new Box(1, 90, 90, 99, 99))), 0, 1, 0);
        Pointing pointing = game.result().orElseThrow();
        assertEquals(1, pointing.accuracy());
        assertEquals(Pointing.Boxes.ANNOTATED, pointing.boxes());
        add(1, at(1, 9, 9), Optional.empty(), 0, 1, 0);
        assertEquals(Pointing.Boxes.MIXED, game.result().orElseThrow().boxes());
    }

    @Test
    void withoutAnImageThereIsNothingToSay() {
        assertTrue(game.result().isEmpty());
    }

    @Test
    void regionsThatTouchAtACornerAreOne() {
        byte[] labels = {1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0};
        assertEquals(
                List.of(new Box(1, 0, 0, 1, 1), new Box(1, 3, 0, 3, 1)),
                Regions.of(new LabelMap(4, 3, labels), 1));
    }
}
