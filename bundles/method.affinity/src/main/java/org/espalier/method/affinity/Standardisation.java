package org.espalier.method.affinity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Brings every channel to mean 0 and deviation 1 over the training images.
 *
 * @param mean of each channel
 * @param factor one over the deviation of each channel
 */
record Standardisation(float[] mean, float[] factor) {
    private static final String MEAN = "standard.mean";
    private static final String FACTOR = "standard.factor";

    /** Sums over places of some images. */
    static final class Sums {
        private final double[] sum;
        private final double[] squares;
        private long places;

        Sums(int channels) {
            sum = new double[channels];
            squares = new double[channels];
        }

        void add(FeatureMap features) {
            int cells = features.height() * features.width();
            for (int c = 0; c < sum.length; c++) {
                for (int i = c * cells; i < (c + 1) * cells; i++) {
                    double value = features.values()[i];
                    sum[c] += value;
                    squares[c] += value * value;
                }
            }
            places += cells;
        }

        Standardisation result() {
            float[] mean = new float[sum.length];
            float[] factor = new float[sum.length];
            for (int c = 0; c < sum.length; c++) {
                double m = sum[c] / places;
                mean[c] = (float) m;
                // a channel that never changes tells nothing and stays at 0
                factor[c] =
                        (float) (1 / (Math.sqrt(Math.max(0, squares[c] / places - m * m)) + 1e-3));
            }
            return new Standardisation(mean, factor);
        }
    }

    FeatureMap apply(FeatureMap features) {
        int cells = features.height() * features.width();
        float[] values = features.values().clone();
        for (int c = 0; c < mean.length; c++) {
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                values[i] = (values[i] - mean[c]) * factor[c];
            }
        }
        return new FeatureMap(features.channels(), features.height(), features.width(), values);
    }

    Map<String, Tensor> tensors() {
        return Map.of(MEAN, Tensor.of(mean, mean.length), FACTOR, Tensor.of(factor, factor.length));
    }

    static Standardisation of(SafeTensors tensors, Path file) throws IOException {
        return new Standardisation(
                tensors.require(MEAN, file).values(), tensors.require(FACTOR, file).values());
    }
}
