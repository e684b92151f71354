package org.espalier.heads;

/**
 * Mean and deviation of each feature over rows, for {@link RowHead} to see features that are
 * standardised.
 *
 * @param mean of each feature
 * @param scale the standard deviation of each feature, never zero
 */
public record RowMoments(float[] mean, float[] scale) {
    private static final double SMALLEST = 1e-3;

    /**
     * Of many rows.
     *
     * @param rows each array holds whole rows of as many features
     */
    public static RowMoments of(Iterable<float[]> rows, int channels) {
        double[] sum = new double[channels];
        long count = 0;
        for (float[] some : rows) {
            for (int i = 0; i < some.length; i++) {
                sum[i % channels] += some[i];
            }
            count += some.length / channels;
        }
        float[] mean = scaled(sum, 1.0 / count);
        double[] squares = new double[channels];
        for (float[] some : rows) {
            for (int i = 0; i < some.length; i++) {
                double centred = some[i] - mean[i % channels];
                squares[i % channels] += centred * centred;
            }
        }
        float[] scale = scaled(squares, 1.0 / count);
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (Math.sqrt(scale[c]) + SMALLEST);
        }
        return new RowMoments(mean, scale);
    }

    private static float[] scaled(double[] sum, double factor) {
        float[] values = new float[sum.length];
        for (int c = 0; c < sum.length; c++) {
            values[c] = (float) (sum[c] * factor);
        }
        return values;
    }

    /** Standardises rows in place. */
    public void apply(float[] rows) {
        for (int i = 0; i < rows.length; i++) {
            int c = i % mean.length;
            rows[i] = (rows[i] - mean[c]) / scale[c];
        }
    }
}
