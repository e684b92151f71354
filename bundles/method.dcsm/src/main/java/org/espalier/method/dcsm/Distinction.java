package org.espalier.method.dcsm;

import java.util.Arrays;
import org.espalier.inference.FeatureMap;

/**
 * What distinguishes a class from the other candidates, where each has a saliency map.
 *
 * <p>For each other candidate u the difference d = g_t - s g_u counts with tanh(f d / max d) where
 * it is positive, and with nothing at all where it is positive nowhere. A class without any other
 * candidate counts by itself.
 *
 * @param subtraction s, the share of the other's map that is taken away
 * @param squash f, how steep the tanh is
 */
record Distinction(double subtraction, double squash) {

    /**
     * Adds what distinguishes the first classes.
     *
     * @param saliency a plane for each candidate
     * @param sums a plane for each of the first candidates, which is added to
     */
    void add(FeatureMap saliency, float[] sums) {
        int places = saliency.height() * saliency.width();
        float[] g = saliency.values();
        float[] difference = new float[places];
        for (int t = 0; t < sums.length / places; t++) {
            for (int u = 0; u < saliency.channels(); u++) {
                boolean alone = saliency.channels() == 1;
                if (u == t && !alone) {
                    continue;
                }
                float share = alone ? 0 : (float) subtraction;
                for (int i = 0; i < places; i++) {
                    difference[i] = g[t * places + i] - share * g[u * places + i];
                }
                addSquashed(difference, squash, sums, t * places);
            }
        }
    }

    /** Adds tanh(factor v / max v) of the positive values. */
    private static void addSquashed(float[] values, double factor, float[] sums, int from) {
        float max = max(values, 0, values.length);
        for (int i = 0; i < values.length && max > 0; i++) {
            if (values[i] > 0) {
                sums[from + i] += (float) Math.tanh(factor * values[i] / max);
            }
        }
    }

    /**
     * Brings each plane to [0, 1]: tanh(f v / max v), divided by its own maximum.
     *
     * @param planes of values not below zero; a plane of zeros stays one
     * @param factor f; 0 for v / max v
     */
    static void finish(float[] planes, int places, double factor) {
        for (int from = 0; from < planes.length; from += places) {
            float max = max(planes, from, from + places);
            if (max <= 0) {
                Arrays.fill(planes, from, from + places, 0);
                continue;
            }
            for (int i = from; i < from + places; i++) {
                double share = Math.max(0, planes[i] / max);
                planes[i] =
                        (float)
                                (factor == 0
                                        ? share
                                        : Math.tanh(factor * share) / Math.tanh(factor));
            }
        }
    }

    private static float max(float[] values, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }
}
