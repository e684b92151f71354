package org.espalier.method.ial;

/**
 * Linear propagation of planes over a grid along four directions (S. Liu et al., <em>Learning
 * Affinity via Spatial Propagation Networks</em>, NeurIPS 2017). Along each direction, line by
 * line,
 *
 * <pre>{@code h(i) = (1 - sum_k p_k(i)) x(i) + sum_k p_k(i) h(i + k)}</pre>
 *
 * where {@code i + k}, k = -1, 0, 1, are the three neighbours on the line before; one outside the
 * grid counts nowhere, so that a constant stays as it is. The result is the highest of the four.
 *
 * <p>Stable where {@code sum_k |p_k| <= 1}, which {@link Weights} sees to. For one thread at a
 * time.
 */
final class Propagation {
    /** Neighbours on the line before. */
    static final int NEIGHBOURS = 3;

    private final int height;
    private final int width;
    private final float[] p;
    private final float[] x;
    private final int planes;
    private final float[][] h;

    /**
     * Propagates.
     *
     * @param weights {@code p}: {@code 4 * 3 * height * width} values: direction, neighbour, cell
     * @param x planes of {@code height * width} values; not changed
     */
    Propagation(int height, int width, float[] weights, float[] x) {
        this.height = height;
        this.width = width;
        this.p = weights;
        this.x = x;
        this.planes = x.length / (height * width);
        this.h = new float[Scan.values().length][];
        for (Scan scan : Scan.values()) {
            h[scan.ordinal()] = forward(scan);
        }
    }

    /** Where lines follow each other. */
    enum Scan {
        RIGHT,
        LEFT,
        DOWN,
        UP;

        boolean alongRows() {
            return this == RIGHT || this == LEFT;
        }

        boolean ascends() {
            return this == RIGHT || this == DOWN;
        }
    }

    /** The lines of a scan: how many, of how many cells, and where each cell lies. */
    private record Lines(int count, int length, int step, int along, int first) {
        /** The cell at a place of the t-th line that is visited. */
        int cell(int t, int place) {
            return first + t * step + place * along;
        }
    }

    private Lines lines(Scan scan) {
        int count = scan.alongRows() ? width : height;
        int length = scan.alongRows() ? height : width;
        int step = scan.alongRows() ? 1 : width;
        int along = scan.alongRows() ? width : 1;
        return scan.ascends()
                ? new Lines(count, length, step, along, 0)
                : new Lines(count, length, -step, along, (count - 1) * step);
    }

    private float[] forward(Scan scan) {
        int cells = height * width;
        float[] out = x.clone();
        Lines lines = lines(scan);
        for (int t = 1; t < lines.count(); t++) {
            for (int i = 0; i < lines.length(); i++) {
                int cell = lines.cell(t, i);
                for (int k = 0; k < NEIGHBOURS; k++) {
                    int j = i + k - 1;
                    if (j < 0 || j >= lines.length()) {
                        continue;
                    }
                    int before = lines.cell(t - 1, j);
                    float weight = p[(scan.ordinal() * NEIGHBOURS + k) * cells + cell];
                    for (int c = 0; c < planes; c++) {
                        out[c * cells + cell] +=
                                weight * (out[c * cells + before] - x[c * cells + cell]);
                    }
                }
            }
        }
        return out;
    }

    /** What one direction alone gives. */
    float[] scan(Scan scan) {
        return h[scan.ordinal()];
    }

    /** What comes out, plane by plane. */
    float[] result() {
        float[] result = h[0].clone();
        for (int d = 1; d < h.length; d++) {
            for (int i = 0; i < result.length; i++) {
                result[i] = Math.max(result[i], h[d][i]);
            }
        }
        return result;
    }

    /**
     * The gradient with respect to the weights.
     *
     * @param gradient with respect to the result
     */
    float[] gradient(float[] gradient) {
        float[] result = result();
        float[] of = new float[p.length];
        boolean[] routed = new boolean[gradient.length];
        for (Scan scan : Scan.values()) {
            float[] own = new float[gradient.length];
            float[] out = h[scan.ordinal()];
            for (int i = 0; i < own.length; i++) {
                // where directions tie the first one has it
                if (!routed[i] && out[i] == result[i]) {
                    own[i] = gradient[i];
                    routed[i] = true;
                }
            }
            backward(scan, own, of);
        }
        return of;
    }

    /**
     * @param flow gradient with respect to this scan's values; used up
     * @param of to which the gradient with respect to the weights is added
     */
    private void backward(Scan scan, float[] flow, float[] of) {
        int cells = height * width;
        float[] out = h[scan.ordinal()];
        Lines lines = lines(scan);
        for (int t = lines.count() - 1; t >= 1; t--) {
            for (int i = 0; i < lines.length(); i++) {
                int cell = lines.cell(t, i);
                for (int k = 0; k < NEIGHBOURS; k++) {
                    int j = i + k - 1;
                    if (j < 0 || j >= lines.length()) {
                        continue;
                    }
                    int before = lines.cell(t - 1, j);
                    int weight = (scan.ordinal() * NEIGHBOURS + k) * cells + cell;
                    float sum = 0;
                    for (int c = 0; c < planes; c++) {
                        float g = flow[c * cells + cell];
                        sum += g * (out[c * cells + before] - x[c * cells + cell]);
                        flow[c * cells + before] += p[weight] * g;
                    }
                    of[weight] += sum;
                }
            }
        }
    }
}
