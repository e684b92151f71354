package org.espalier.segmenter.deeplab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Beta;
import org.junit.jupiter.api.Test;

class MixupTest {
    private static final int COUNT = 4000;

    @Test
    void mixesWindowsByTheirShares() {
        float[] values = {1, 2, 10, 20, 100, 200};
        new Mixup(new int[] {1, 2, 2}, new float[] {0.75f, 0.5f, 0.6f}).mix(values);
        assertArrayEquals(new float[] {3.25f, 6.5f, 55, 110, 100, 200}, values, 1e-4f);
    }

    @Test
    void mixesArraysOfTheirOwnAlike() {
        float[][] windows = {{1, 2}, {10, 20}, {100, 200}};
        new Mixup(new int[] {1, 2, 2}, new float[] {0.75f, 0.5f, 0.6f}).mix(windows);
        assertArrayEquals(new float[] {3.25f, 6.5f}, windows[0], 1e-4f);
        assertArrayEquals(new float[] {55, 110}, windows[1], 1e-4f);
        assertArrayEquals(new float[] {100, 200}, windows[2], 1e-4f);
    }

    @Test
    void everyWindowIsPartnerOnce() {
        Mixup mixup = Mixup.draw(new SplittableRandom(5), 0.3, 9);
        int[] sorted = mixup.partners().clone();
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, 9).toArray(), sorted);
    }

    /** E |b - 1/2| of Beta(a, a) is 1 / (4^a a B(a, a)). */
    @Test
    void sharesAreThoseOfTheDistribution() {
        for (double a : new double[] {0.3, 1, 2}) {
            double beta = Math.exp(Beta.logBeta(a, a));
            assertEquals(0.5 + 1 / (Math.pow(4, a) * a * beta), meanShare(a), 0.01);
        }
        float[] shares = Mixup.draw(new SplittableRandom(7), 0.3, COUNT).shares();
        for (float share : shares) {
            assertTrue(share >= 0.5 && share <= 1, "share " + share);
        }
    }

    private static double meanShare(double alpha) {
        float[] shares = Mixup.draw(new SplittableRandom(7), alpha, COUNT).shares();
        return IntStream.range(0, COUNT).mapToDouble(n -> shares[n]).average().orElseThrow();
    }

    @Test
    void theSameSeedDrawsTheSame() {
        Mixup one = Mixup.draw(new SplittableRandom(3), 0.3, 8);
        Mixup other = Mixup.draw(new SplittableRandom(3), 0.3, 8);
        assertArrayEquals(one.partners(), other.partners());
        assertArrayEquals(one.shares(), other.shares());
    }

    /** A void place of one window leaves the other's label, with the other's share. */
    @Test
    void voidTakesNoPart() throws java.io.IOException {
        Network network =
                Network.of(
                        TestEngine.ENGINE,
                        TestEngine.settings(
                                "backbone",
                                "tiny",
                                "outputStride",
                                8,
                                "width",
                                5,
                                "branchWidth",
                                3),
                        Scenes.CLASSES);
        int classes = Scenes.CLASSES.size();
        Goal goal = new Goal(network, 2, 1, 1);
        goal.aim(0, new Targets(1, 1, new int[] {0}, new float[] {1}), 0, 0, false);
        goal.aim(1, new Targets(1, 1, new int[0], new float[0]), 0, 0, false);
        goal.mix(new Mixup(new int[] {1, 0}, new float[] {0.75f, 0.75f}));
        float[] ones = new float[classes];
        Arrays.fill(ones, 1);
        assertTrue(goal.weigh(ones, 0));
        float[] expected = new float[2 * classes];
        expected[0] = 0.75f;
        expected[classes] = 0.25f;
        assertArrayEquals(expected, LossTest.goalTargets(goal), 1e-6f);
    }
}
