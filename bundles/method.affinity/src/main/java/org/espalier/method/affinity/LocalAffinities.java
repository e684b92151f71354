package org.espalier.method.affinity;

import java.util.Arrays;
import org.espalier.inference.FeatureMap;

/**
 * How much every cell of a grid has to do with its neighbours.
 *
 * @param values for each offset of the stencil, row-major: the affinity, 0 to 1, of a cell and the
 *     neighbour at that offset; 0 where the neighbour is off the grid. Handed over: read, never
 *     write
 */
record LocalAffinities(Stencil stencil, int height, int width, float[][] values) {
    LocalAffinities {
        if (values.length != stencil.size()
                || Arrays.stream(values).anyMatch(v -> v.length != height * width)) {
            throw new IllegalArgumentException(
                    "affinities on %d x %d need %d planes of %d values"
                            .formatted(height, width, stencil.size(), height * width));
        }
    }

    /** W_ij = exp(-mean_k |f_i(k) - f_j(k)|). */
    static LocalAffinities of(FeatureMap features, Stencil stencil) {
        int height = features.height();
        int width = features.width();
        float[][] values = new float[stencil.size()][height * width];
        for (int o = 0; o < values.length; o++) {
            Stencil.Offset offset = stencil.ahead().get(o);
            int step = offset.dy() * width + offset.dx();
            int from = Math.max(0, -offset.dx());
            int to = width - Math.max(0, offset.dx());
            for (int y = 0; y < height - offset.dy(); y++) {
                for (int c = 0; c < features.channels(); c++) {
                    int at = (c * height + y) * width;
                    addDifferences(features.values(), at, step, values[o], y * width, from, to);
                }
                for (int i = y * width + from; i < y * width + to; i++) {
                    values[o][i] = (float) Math.exp(-values[o][i] / features.channels());
                }
            }
        }
        return new LocalAffinities(stencil, height, width, values);
    }

    private static void addDifferences(
            float[] features, int at, int step, float[] sums, int row, int from, int to) {
        for (int x = from; x < to; x++) {
            sums[row + x] += Math.abs(features[at + x] - features[at + x + step]);
        }
    }
}
