package org.espalier.crf.dense;

import java.util.Arrays;

/** Symmetric normalisation: scales the weights of a lattice so that its filter is n K n. */
final class Normalization {
    private static final float TINY = 1e-20f;

    private Normalization() {}

    /**
     * The filter of a constant 1 at every pixel, for a lattice whose weights are still their own.
     */
    static float[] ones(Lattice lattice, ArrayPool pool) {
        int corners = lattice.corners;
        int[] vertex = lattice.vertex;
        float[] weight = lattice.weight;
        float[] values = pool.floats(lattice.vertices);
        Arrays.fill(values, 0, lattice.vertices, 0f);
        int entries = lattice.pixels * corners;
        for (int i = 0; i < entries; i++) {
            values[vertex[i]] += weight[i];
        }
        for (int axis = 0; axis < corners; axis++) {
            blur(lattice.chains(axis), values);
        }
        float[] filtered = pool.floats(lattice.pixels);
        float gain = lattice.gain();
        int i = 0;
        for (int p = 0; p < lattice.pixels; p++) {
            float sum = 0;
            for (int r = 0; r < corners; r++, i++) {
                sum += weight[i] * values[vertex[i]];
            }
            filtered[p] = sum * gain;
        }
        pool.release(values);
        return filtered;
    }

    private static void blur(Chains chains, float[] values) {
        int[] order = chains.order();
        int[] starts = chains.starts();
        int at = 0;
        for (int chain = 1; chain < starts.length; chain++) {
            int v = order[at];
            float before = 0;
            float here = values[v];
            for (at++; at < starts[chain]; at++) {
                int n = order[at];
                float after = values[n];
                values[v] = here + 0.5f * (before + after);
                before = here;
                here = after;
                v = n;
            }
            values[v] = here + 0.5f * before;
        }
    }

    /** Folds normaliser and gain into the weights, evenly for splatting and slicing. */
    static void apply(Lattice lattice, ArrayPool pool) {
        float[] ones = ones(lattice, pool);
        float[] weight = lattice.weight;
        double gain = Math.sqrt(lattice.gain());
        int i = 0;
        for (int p = 0; p < lattice.pixels; p++) {
            float scale = (float) (gain / Math.sqrt(ones[p] + TINY));
            for (int r = 0; r < lattice.corners; r++) {
                weight[i++] *= scale;
            }
        }
        pool.release(ones);
    }
}
