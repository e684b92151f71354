package org.espalier.method.affinity;

/**
 * The transition of the random walk, W_ij ^ beta with a diagonal of 1 and columns that sum to 1, as
 * a stencil: what a cell gets from the cells around it.
 *
 * <p>Rows lie one after the other in a flat array with zeros between them, above and below, so that
 * a neighbour is at a fixed distance and nothing is checked at the border. W is symmetric: half of
 * it is kept, and the sums of its columns.
 */
final class Transition {
    /** Cells worked on at a time: their values and weights stay in the nearest cache. */
    private static final int BLOCK = 1024;

    private final int height;
    private final int width;
    private final int stride;
    private final int margin;
    private final int length;
    private final int[] step;
    private final float[][] weight;
    private final float[] scale;
    private final float[] ahead;
    private final float[] behind;
    private final float[] weightBehind;

    /**
     * @param beta above 0; the higher it is the fewer neighbours count
     */
    Transition(LocalAffinities affinities, double beta) {
        Stencil stencil = affinities.stencil();
        height = affinities.height();
        width = affinities.width();
        stride = width + stencil.reach();
        margin = stencil.reach() * (stride + 1);
        length = height * stride + 2 * margin;
        step = new int[stencil.size()];
        weight = new float[stencil.size()][length];
        double[] sum = new double[length];
        for (int o = 0; o < step.length; o++) {
            Stencil.Offset offset = stencil.ahead().get(o);
            step[o] = offset.dy() * stride + offset.dx();
            for (int y = 0; y < height - offset.dy(); y++) {
                int from = Math.max(0, -offset.dx());
                int to = width - Math.max(0, offset.dx());
                for (int x = from; x < to; x++) {
                    float w = (float) Math.pow(affinities.values()[o][y * width + x], beta);
                    int at = at(y, x);
                    weight[o][at] = w;
                    sum[at] += w;
                    sum[at + step[o]] += w;
                }
            }
        }
        scale = new float[length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                scale[at(y, x)] = (float) (1 / (1 + sum[at(y, x)]));
            }
        }
        ahead = new float[length];
        behind = new float[length];
        weightBehind = new float[length];
    }

    private int at(int y, int x) {
        return margin + y * stride + x;
    }

    /**
     * Applies the transition again and again. For one thread at a time.
     *
     * @param planes of {@code height * width} values each, row-major; not changed
     * @param times at least 0
     */
    float[] apply(float[] planes, long times) {
        int count = planes.length / (height * width);
        float[][] from = new float[count][length];
        float[][] to = new float[count][length];
        for (int k = 0; k < count; k++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(planes, (k * height + y) * width, from[k], at(y, 0), width);
            }
        }
        for (long t = 0; t < times; t++) {
            apply(from, to);
            float[][] next = to;
            to = from;
            from = next;
        }
        float[] result = new float[planes.length];
        for (int k = 0; k < count; k++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(from[k], at(y, 0), result, (k * height + y) * width, width);
            }
        }
        return result;
    }

    /** to_j = (from_j + sum_i W_ij from_i) / (1 + sum_i W_ij). */
    private void apply(float[][] from, float[][] to) {
        int end = length - margin;
        for (int start = margin; start < end; start += BLOCK) {
            int stop = Math.min(end, start + BLOCK);
            for (int k = 0; k < from.length; k++) {
                System.arraycopy(from[k], start, to[k], start, stop - start);
            }
            for (int o = 0; o < step.length; o++) {
                shift(weight[o], -step[o], weightBehind, start, stop);
                for (int k = 0; k < from.length; k++) {
                    shift(from[k], step[o], ahead, start, stop);
                    shift(from[k], -step[o], behind, start, stop);
                    add(weight[o], ahead, weightBehind, behind, to[k], start, stop);
                }
            }
            for (int k = 0; k < from.length; k++) {
                scale(to[k], scale, start, stop);
            }
        }
    }

    /** Copies, because the compiler makes vectors only of arrays that share one index. */
    private static void shift(float[] from, int by, float[] to, int start, int stop) {
        System.arraycopy(from, start + by, to, start, stop - start);
    }

    private static void add(
            float[] w, float[] a, float[] v, float[] b, float[] to, int start, int stop) {
        for (int i = start; i < stop; i++) {
            to[i] += w[i] * a[i] + v[i] * b[i];
        }
    }

    private static void scale(float[] values, float[] by, int start, int stop) {
        for (int i = start; i < stop; i++) {
            values[i] *= by[i];
        }
    }
}
