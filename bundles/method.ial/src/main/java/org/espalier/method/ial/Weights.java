package org.espalier.method.ial;

/**
 * The weights of a {@link Propagation}, made stable: {@code p = r / max(1, sum_k |r_k|)} over the
 * three neighbours of a cell in a direction.
 *
 * @param raw {@code 4 * 3 * cells} values r: direction, neighbour, cell
 * @param values as many values p
 */
record Weights(float[] raw, float[] values) {
    /** Directions and neighbours. */
    static final int CHANNELS = Propagation.Scan.values().length * Propagation.NEIGHBOURS;

    static Weights of(float[] raw) {
        int cells = raw.length / CHANNELS;
        float[] values = raw.clone();
        for (int d = 0; d < CHANNELS; d += Propagation.NEIGHBOURS) {
            for (int i = 0; i < cells; i++) {
                float sum = sum(raw, d, i, cells);
                if (sum > 1) {
                    for (int k = 0; k < Propagation.NEIGHBOURS; k++) {
                        values[(d + k) * cells + i] /= sum;
                    }
                }
            }
        }
        return new Weights(raw, values);
    }

    private static float sum(float[] raw, int first, int cell, int cells) {
        float sum = 0;
        for (int k = 0; k < Propagation.NEIGHBOURS; k++) {
            sum += Math.abs(raw[(first + k) * cells + cell]);
        }
        return sum;
    }

    /**
     * Takes a gradient with respect to p to one with respect to r.
     *
     * @param of as many values as there are weights; a new array comes back
     */
    float[] gradient(float[] of) {
        int cells = raw.length / CHANNELS;
        float[] gradient = of.clone();
        for (int d = 0; d < CHANNELS; d += Propagation.NEIGHBOURS) {
            for (int i = 0; i < cells; i++) {
                float sum = sum(raw, d, i, cells);
                if (sum <= 1) {
                    continue;
                }
                float along = 0;
                for (int k = 0; k < Propagation.NEIGHBOURS; k++) {
                    along += of[(d + k) * cells + i] * values[(d + k) * cells + i];
                }
                for (int k = 0; k < Propagation.NEIGHBOURS; k++) {
                    int at = (d + k) * cells + i;
                    gradient[at] = (of[at] - Math.signum(raw[at]) * along) / sum;
                }
            }
        }
        return gradient;
    }
}
