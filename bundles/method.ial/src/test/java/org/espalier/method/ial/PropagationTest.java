package org.espalier.method.ial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.method.ial.Propagation.Scan;
import org.junit.jupiter.api.Test;

class PropagationTest {
    static float[] gaussian(int count, long seed, double deviation) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static float[] weights(int cells, long seed) {
        return Weights.of(gaussian(Weights.CHANNELS * cells, seed, 0.6)).values();
    }

    /** Weights of one direction and neighbour, all others zero. */
    private static float[] only(int cells, Scan scan, int neighbour, float weight) {
        float[] p = new float[Weights.CHANNELS * cells];
        int at = (scan.ordinal() * Propagation.NEIGHBOURS + neighbour) * cells;
        Arrays.fill(p, at, at + cells, weight);
        return p;
    }

    @Test
    void aConstantStaysAsItIs() {
        float[] x = new float[2 * 5 * 4];
        Arrays.fill(x, 0, 20, 0.3f);
        Arrays.fill(x, 20, 40, 0.7f);
        assertArrayEquals(x, new Propagation(5, 4, weights(20, 1), x).result(), 1e-6f);
    }

    /** h(1) = 0.5 x(1) + 0.5 h(0), and so on; other directions leave x as it is. */
    @Test
    void followsTheRecursionToTheRight() {
        float[] p = only(3, Scan.RIGHT, 1, 0.5f);
        float[] result = new Propagation(1, 3, p, new float[] {1, 0, 0}).result();
        assertArrayEquals(new float[] {1, 0.5f, 0.25f}, result, 1e-6f);
    }

    @Test
    void everyDirectionHasItsOwnWay() {
        float[] x = {0, 0, 0, 0, 1, 0, 0, 0, 0};
        for (Scan scan : Scan.values()) {
            float[] result = new Propagation(3, 3, only(9, scan, 1, 0.5f), x).result();
            int to =
                    switch (scan) {
                        case RIGHT -> 5;
                        case LEFT -> 3;
                        case DOWN -> 7;
                        case UP -> 1;
                    };
            float[] expected = x.clone();
            expected[to] = 0.25f;
            assertArrayEquals(expected, result, 1e-6f, scan.name());
        }
    }

    /** The neighbour before the cell on the line before is up and to the left of it. */
    @Test
    void diagonalsGoWhereTheyShould() {
        float[] x = {1, 0, 0, 0, 0, 0, 0, 0, 0};
        float[] result = new Propagation(3, 3, only(9, Scan.RIGHT, 0, 1), x).result();
        // a cell of the top row has no such neighbour, and keeps what it is
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, result, 1e-6f);
    }

    @Test
    void planesDoNotMix() {
        float[] p = weights(12, 5);
        float[] a = gaussian(12, 6, 1);
        float[] b = gaussian(12, 7, 1);
        float[] both = Arrays.copyOf(a, 24);
        System.arraycopy(b, 0, both, 12, 12);
        float[] result = new Propagation(3, 4, p, both).result();
        assertArrayEquals(new Propagation(3, 4, p, a).result(), Arrays.copyOf(result, 12), 1e-6f);
        assertArrayEquals(
                new Propagation(3, 4, p, b).result(), Arrays.copyOfRange(result, 12, 24), 1e-6f);
    }

    @Test
    void weightsAreStable() {
        float[] raw = gaussian(Weights.CHANNELS * 50, 2, 2);
        float[] p = Weights.of(raw).values();
        boolean bound = false;
        for (int d = 0; d < Weights.CHANNELS; d += Propagation.NEIGHBOURS) {
            for (int i = 0; i < 50; i++) {
                float sum = 0;
                float before = 0;
                for (int k = 0; k < Propagation.NEIGHBOURS; k++) {
                    sum += Math.abs(p[(d + k) * 50 + i]);
                    before += Math.abs(raw[(d + k) * 50 + i]);
                }
                assertTrue(sum <= 1 + 1e-6, "sum " + sum);
                bound |= before > 1;
                assertEquals(Math.min(1, before), sum, 1e-5);
            }
        }
        assertTrue(bound, "no weight had to be made smaller");
    }

    /** What is put in at one end never comes out larger at the other, however long the way. */
    @Test
    void aDisturbanceDoesNotGrow() {
        int width = 500;
        float[] raw = gaussian(Weights.CHANNELS * width * 3, 11, 5);
        float[] p = Weights.of(raw).values();
        float[] x = gaussian(3 * width, 12, 1);
        float[] disturbed = x.clone();
        for (int y = 0; y < 3; y++) {
            disturbed[y * width] += 1;
        }
        float[] a = new Propagation(3, width, p, x).scan(Scan.RIGHT);
        float[] b = new Propagation(3, width, p, disturbed).scan(Scan.RIGHT);
        for (int i = 0; i < a.length; i++) {
            assertTrue(Math.abs(a[i] - b[i]) <= 1 + 1e-4, i + " grew to " + Math.abs(a[i] - b[i]));
        }
    }
}
