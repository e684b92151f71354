package org.espalier.evaluator.miou;

import static org.espalier.evaluator.miou.Scene.PETS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.api.data.LabelMap;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Interval;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /** Images of which some are predicted well and some badly. */
    private static Evaluation evaluate(int images, Object... settings) throws Exception {
        Random random = new Random(5);
        Scoring scoring = new MeanIoU().start(PETS, TestSettings.of(settings));
        for (int i = 0; i < images; i++) {
            LabelMap truth = Scene.random(random, 8, 8, 0, 1, 2);
            LabelMap predicted = i % 3 == 0 ? Scene.random(random, 8, 8, 0, 1, 2) : truth;
            scoring.add(Prediction.of("image" + i, predicted), truth);
        }
        return scoring.result();
    }

    @Test
    void holdsTheScoreItself() throws Exception {
        Evaluation evaluation = evaluate(60);
        Interval interval = evaluation.interval().orElseThrow();
        assertTrue(interval.low() < evaluation.mIoU());
        assertTrue(evaluation.mIoU() < interval.high());
        assertTrue(interval.high() - interval.low() < 0.3, "and tells something");
    }

    @Test
    void narrowsWithMoreImages() throws Exception {
        Interval few = evaluate(30).interval().orElseThrow();
        Interval many = evaluate(480).interval().orElseThrow();
        double ratio = (few.high() - few.low()) / (many.high() - many.low());
        assertEquals(4, ratio, 1.2, "by the root of how many times more");
    }

    @Test
    void sameSeedSameInterval() throws Exception {
        Object first = evaluate(30, "seed", 4L).interval();
        assertEquals(first, evaluate(30, "seed", 4L).interval());
        assertNotEquals(first, evaluate(30, "seed", 5L).interval());
    }

    @Test
    void oneImageLeavesNoDoubt() throws Exception {
        Evaluation evaluation = evaluate(1);
        double only = evaluation.mIoU();
        assertEquals(new Interval(only, only), evaluation.interval().orElseThrow());
    }

    @Test
    void twoImagesByHand() {
        // One image of IoU 1, one of 0, of one class and equal size: draws have 0, 1/2 or 1.
        List<long[]> images = List.of(new long[] {1, 10, 10}, new long[] {1, 0, 10});
        Interval interval = new Bootstrap(1000, 1).interval(images, 3).orElseThrow();
        assertEquals(new Interval(0, 1), interval);
    }

    @Test
    void noDrawsNoInterval() throws Exception {
        assertTrue(evaluate(5, "draws", 0).interval().isEmpty());
    }

    @Test
    void imagesThatAreVoidAllOverHaveNone() {
        assertTrue(new Bootstrap(10, 1).interval(List.of(new long[0]), 3).isEmpty());
    }

    @Test
    void aThousandDrawsOfAWholeValidationSplitTakeUnderThreeSeconds() {
        Random random = new Random(9);
        List<long[]> images = new ArrayList<>();
        for (int i = 0; i < 1449; i++) {
            Overlap overlap = new Overlap(21);
            for (int k = 0; k < 5; k++) {
                overlap.add(random.nextInt(21), 5000 + random.nextInt(5000), 15000);
            }
            images.add(overlap.triples());
        }
        assertTimeout(
                Duration.ofSeconds(3),
                () -> assertTrue(new Bootstrap(1000, 1).interval(images, 21).isPresent()));
    }
}
