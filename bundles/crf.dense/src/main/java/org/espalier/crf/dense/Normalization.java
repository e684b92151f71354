package org.espalier.crf.dense;

/**
 * Symmetric normalisation: instead of the filter K of a lattice, n K n is applied, where n is one
 * over the square root of the filter's response to a constant 1.
 */
final class Normalization {
    private static final double TINY = 1e-20;

    private Normalization() {}

    /**
     * The filter of a constant 1 at every pixel. In doubles, because what goes wrong here goes
     * wrong in every iteration.
     */
    static float[] ones(Lattice lattice, ArrayPool pool) {
        int corners = lattice.corners;
        int[] vertex = lattice.vertex;
        float[] weight = lattice.weight;
        double[] values = new double[lattice.vertices];
        int entries = lattice.pixels * corners;
        for (int i = 0; i < entries; i++) {
            values[vertex[i]] += weight[i];
        }
        for (int axis = 0; axis < corners; axis++) {
            blur(lattice.chains(axis), values);
        }
        float[] filtered = pool.floats(lattice.pixels);
        int i = 0;
        for (int p = 0; p < lattice.pixels; p++) {
            double sum = 0;
            for (int r = 0; r < corners; r++, i++) {
                sum += weight[i] * values[vertex[i]];
            }
            filtered[p] = (float) (sum * lattice.gain());
        }
        return filtered;
    }

    private static void blur(Chains chains, double[] values) {
        int[] order = chains.order();
        int[] starts = chains.starts();
        int at = 0;
        for (int chain = 1; chain < starts.length; chain++) {
            int v = order[at];
            double before = 0;
            double here = values[v];
            for (at++; at < starts[chain]; at++) {
                int n = order[at];
                double after = values[n];
                values[v] = here + 0.5 * (before + after);
                before = here;
                here = after;
                v = n;
            }
            values[v] = here + 0.5 * before;
        }
    }

    /** The normaliser n at every pixel. */
    static float[] scale(Lattice lattice, ArrayPool pool) {
        float[] scale = ones(lattice, pool);
        for (int p = 0; p < lattice.pixels; p++) {
            scale[p] = (float) (1 / Math.sqrt(scale[p] + TINY));
        }
        return scale;
    }
}
