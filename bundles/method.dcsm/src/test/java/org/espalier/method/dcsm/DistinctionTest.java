package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

class DistinctionTest {
    private static final float TANH_3 = (float) Math.tanh(3);
    private static final float TANH_1 = (float) Math.tanh(1);
    private static final float TANH_2 = (float) Math.tanh(2);

    private static float[] sums(Distinction distinction, int classes, int places, float... maps) {
        float[] sums = new float[classes * places];
        distinction.add(new FeatureMap(maps.length / places, 1, places, maps), sums);
        return sums;
    }

    @Test
    void differencesAreSquashedByHand() {
        // d = 3, 1, -2: squashed by tanh(3 d / 3) where positive
        float[] sums = sums(new Distinction(1, 3), 1, 3, 4, 3, 0, 1, 2, 2);
        assertArrayEquals(new float[] {TANH_3, TANH_1, 0}, sums, 1e-6f);
    }

    @Test
    void everyOtherCandidateCountsByItself() {
        // against the second 3, 2, 0; against the third 0, 1, -1
        float[] sums = sums(new Distinction(1, 3), 1, 3, 3, 2, 0, 0, 0, 0, 3, 1, 1);
        assertArrayEquals(new float[] {TANH_3, TANH_2 + TANH_3, 0}, sums, 1e-6f);
    }

    @Test
    void bothOfTwoClassesAreAddedTo() {
        float[] sums = sums(new Distinction(1, 3), 2, 2, 5, 1, 2, 4);
        assertArrayEquals(new float[] {TANH_3, 0, 0, TANH_3}, sums, 1e-6f);
    }

    @Test
    void aShareMayBeSubtracted() {
        // d = 4 - 1, 3 - 2 with half of 2 and 4
        float[] sums = sums(new Distinction(.5, 3), 1, 2, 4, 3, 2, 4);
        assertArrayEquals(new float[] {TANH_3, TANH_1}, sums, 1e-6f);
        assertArrayEquals(
                new float[] {TANH_3, (float) Math.tanh(9 / 4.)},
                sums(new Distinction(0, 3), 1, 2, 4, 3, 2, 4),
                1e-6f);
    }

    @Test
    void whatIsNowhereHigherIsNowhere() {
        assertArrayEquals(new float[3], sums(new Distinction(1, 3), 1, 3, 1, 2, 0, 1, 2, 5));
        assertArrayEquals(new float[2], sums(new Distinction(1, 3), 1, 2, 0, 0, 0, 0));
    }

    @Test
    void aClassWithoutAnotherCountsByItself() {
        assertArrayEquals(
                new float[] {TANH_3, TANH_1, 0}, sums(new Distinction(1, 3), 1, 3, 3, 1, 0), 1e-6f);
    }

    @Test
    void theMagnitudeOfDerivativesDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(3);
        float[] maps = new float[4 * 6];
        float[] scaled = new float[maps.length];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = (float) random.nextDouble();
            scaled[i] = maps[i] * 1024;
        }
        Distinction distinction = new Distinction(.6, 3);
        assertArrayEquals(sums(distinction, 2, 6, maps), sums(distinction, 2, 6, scaled), 1e-5f);
    }

    @Test
    void planesEndBetweenZeroAndOne() {
        float[] planes = {2, 1, 0, 0, 0, 0, 5, 10, 2.5f};
        Distinction.finish(planes, 3, 3);
        float half = (float) (Math.tanh(1.5) / Math.tanh(3));
        float quarter = (float) (Math.tanh(.75) / Math.tanh(3));
        assertArrayEquals(new float[] {1, half, 0, 0, 0, 0, half, 1, quarter}, planes, 1e-6f);
    }

    @Test
    void withoutAFinalTanhSharesStay() {
        float[] planes = {2, 1, 4, 0, 0, 0};
        Distinction.finish(planes, 3, 0);
        assertArrayEquals(new float[] {.5f, .25f, 1, 0, 0, 0}, planes);
        float[] below = {-1, -2};
        Distinction.finish(below, 2, 3);
        assertEquals(0, below[0]);
        assertTrue(Float.compare(0, below[1]) == 0);
    }
}
