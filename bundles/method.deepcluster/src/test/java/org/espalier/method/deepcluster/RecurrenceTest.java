package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Two kinds of image, {road, a} and {road, b}: a region of cluster 0 each, and one of 1 or 2. */
class RecurrenceTest {
    private static final float[] NONE = {};

    private final int[] cluster = {0, 1, 0, 2};
    private final float[] ones = {1, 1, 1, 1};
    private final float[] tags = {
        1, 1, 0,
        1, 1, 0,
        1, 0, 1,
        1, 0, 1
    };

    private float[] of(float[] table, int region) {
        return Recurrence.posterior(
                Arrays.copyOfRange(tags, 3 * region, 3 * region + 3), table, cluster[region]);
    }

    /**
     * phi_c(k) after one step from q = 1/2: masses over totals of 2, 1 and 1, but for smoothing.
     */
    @Test
    void oneStepIsWhatTheFormulaSays() {
        float[] table = new Recurrence(3, 3, cluster, ones, tags, NONE).table(1);
        float s = 0.05f / 4;
        assertArrayEquals(
                new float[] {
                    0.5f + s, 0.5f + s, 0.5f + s,
                    0.25f + s, 0.5f + s, s,
                    0.25f + s, s, 0.5f + s
                },
                table,
                1e-6f);
    }

    @Test
    void aTagThatEveryImageHasIsWhatRecursInAll() {
        float[] table = new Recurrence(3, 3, cluster, ones, tags, NONE).table(60);
        assertTrue(of(table, 0)[0] > 0.9, Arrays.toString(of(table, 0)));
        assertTrue(of(table, 2)[0] > 0.9, Arrays.toString(of(table, 2)));
        assertTrue(of(table, 1)[1] > 0.9, Arrays.toString(of(table, 1)));
        assertTrue(of(table, 3)[2] > 0.9, Arrays.toString(of(table, 3)));
    }

    @Test
    void whatAnImageCannotHoldIsNotThere() {
        float[] table = new Recurrence(3, 3, cluster, ones, tags, NONE).table(9);
        assertEquals(0, of(table, 0)[2]);
        assertEquals(0, of(table, 3)[1]);
    }

    /** Tags that are in all images alike can be told by nothing but what is known beforehand. */
    @Test
    void evidenceBreaksTies() {
        int[] two = {0, 1};
        float[] table = new Recurrence(2, 2, two, ones, new float[] {1, 1, 1, 1}, NONE).table(30);
        assertArrayEquals(
                new float[] {0.5f, 0.5f},
                Recurrence.posterior(new float[] {1, 1}, table, 0),
                1e-6f);
        table = new Recurrence(2, 2, two, ones, new float[] {1, 1, 3, 1}, NONE).table(300);
        float[] first = Recurrence.posterior(new float[] {1, 1}, table, 0);
        assertTrue(first[1] > 0.85, Arrays.toString(first));
    }

    /** Without it the rare class would claim a cluster of its own. */
    @Test
    void sharesAreKept() {
        int count = 40;
        int[] clusters = new int[count];
        float[] weight = new float[count];
        float[] evidence = new float[2 * count];
        for (int i = 0; i < count; i++) {
            clusters[i] = i % 4;
            weight[i] = 1;
            evidence[2 * i] = 0.9f;
            evidence[2 * i + 1] = i % 4 == 3 ? 0.3f : 0.1f;
        }
        float[] shares = {0.9f, 0.1f};
        float[] table = new Recurrence(2, 4, clusters, weight, evidence, shares).table(20);
        double rare = 0;
        for (int i = 0; i < count; i++) {
            float[] own = {evidence[2 * i], evidence[2 * i + 1]};
            rare += Recurrence.posterior(own, table, clusters[i])[1];
        }
        assertEquals(0.1 * count, rare, 0.4);
    }
}
