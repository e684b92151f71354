package org.espalier.inference;

/**
 * For every sample of a new axis, the samples of the old one that make it up, and their weights.
 */
record Taps(int[] first, float[][] weights) {
    /**
     * @param from samples of the old axis
     * @param to samples of the new one
     * @param start where the first new sample lies on the old axis
     * @param step how far apart the new samples are on it
     */
    static Taps at(int from, int to, double start, double step) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException("sides must be at least 1: " + from + " to " + to);
        }
        double support = Math.max(1, step);
        int[] first = new int[to];
        float[][] weights = new float[to][];
        for (int j = 0; j < to; j++) {
            double centre = Math.max(0, Math.min(from - 1, start + j * step));
            int low = Math.max(0, (int) Math.ceil(centre - support + 1e-9));
            int high = Math.min(from - 1, (int) Math.floor(centre + support - 1e-9));
            first[j] = low;
            weights[j] = triangle(low, high, centre, support);
        }
        return new Taps(first, weights);
    }

    private static float[] triangle(int low, int high, double centre, double support) {
        float[] weights = new float[high - low + 1];
        double sum = 0;
        for (int i = low; i <= high; i++) {
            sum += 1 - Math.abs(i - centre) / support;
        }
        for (int i = low; i <= high; i++) {
            weights[i - low] = (float) ((1 - Math.abs(i - centre) / support) / sum);
        }
        return weights;
    }

    int size() {
        return first.length;
    }

    void alongRow(float[] in, int inOffset, float[] out, int outOffset) {
        for (int j = 0; j < first.length; j++) {
            float[] w = weights[j];
            int base = inOffset + first[j];
            float sum = 0;
            for (int i = 0; i < w.length; i++) {
                sum += w[i] * in[base + i];
            }
            out[outOffset + j] = sum;
        }
    }

    void acrossRows(float[] in, int width, int row, float[] out, int outOffset) {
        float[] w = weights[row];
        for (int i = 0; i < w.length; i++) {
            int base = (first[row] + i) * width;
            for (int x = 0; x < width; x++) {
                out[outOffset + x] += w[i] * in[base + x];
            }
        }
    }
}
