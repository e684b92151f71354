package org.espalier.segmenter.deeplab;

import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.weights.Tensor;

/** Mean and standard deviation of every channel of features. */
final class Moments {
    /** A channel that hardly varies is not blown up. */
    private static final double SMALLEST = 1e-3;

    private final double[] sums;
    private final double[] squares;
    private long count;

    Moments(int channels) {
        sums = new double[channels];
        squares = new double[channels];
    }

    void add(FeatureMap map) {
        int cells = map.height() * map.width();
        for (int c = 0; c < sums.length; c++) {
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                double value = map.values()[i];
                sums[c] += value;
                squares[c] += value * value;
            }
        }
        count += cells;
    }

    /** Puts what standardises the channels under the names given. */
    void put(String meanName, String scaleName, Map<String, Tensor> into) {
        float[] mean = new float[sums.length];
        float[] scale = new float[sums.length];
        for (int c = 0; c < mean.length; c++) {
            double m = sums[c] / count;
            mean[c] = (float) m;
            scale[c] =
                    (float) (1 / (Math.sqrt(Math.max(0, squares[c] / count - m * m)) + SMALLEST));
        }
        into.put(meanName, Tensor.of(mean, mean.length));
        into.put(scaleName, Tensor.of(scale, scale.length));
    }
}
