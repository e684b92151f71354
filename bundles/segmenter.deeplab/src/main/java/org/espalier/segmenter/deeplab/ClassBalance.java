package org.espalier.segmenter.deeplab;

/** Weights that make rare classes count for more. */
final class ClassBalance {
    private ClassBalance() {}

    /**
     * {@code w_k = (mean frequency / frequency_k) ^ power}, over the classes that occur; 1 for the
     * others.
     *
     * @param frequencies how much there is of each class
     * @param power 0 for equal weights
     */
    static float[] weights(double[] frequencies, double power) {
        double sum = 0;
        int present = 0;
        for (double frequency : frequencies) {
            sum += frequency;
            present += frequency > 0 ? 1 : 0;
        }
        float[] weights = new float[frequencies.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] =
                    frequencies[k] > 0
                            ? (float) Math.pow(sum / present / frequencies[k], power)
                            : 1;
        }
        return weights;
    }
}
