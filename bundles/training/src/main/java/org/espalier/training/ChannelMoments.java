package org.espalier.training;

import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.weights.Tensor;

/** Mean and standard deviation of every channel of features, over the places of many images. */
public final class ChannelMoments {
    /** A channel that hardly varies is not blown up. */
    private static final double SMALLEST = 1e-3;

    private final double[] sums;
    private final double[] squares;
    private long count;

    /** Of no image yet. */
    public ChannelMoments(int channels) {
        sums = new double[channels];
        squares = new double[channels];
    }

    /** Adds the places of an image. */
    public void add(FeatureMap map) {
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

    /** The mean of each channel. */
    public float[] mean() {
        float[] mean = new float[sums.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = (float) (sums[c] / count);
        }
        return mean;
    }

    /** What a centred channel is multiplied by so that its deviation becomes 1, or nearly. */
    public float[] scale() {
        float[] scale = new float[sums.length];
        for (int c = 0; c < scale.length; c++) {
            double m = sums[c] / count;
            scale[c] =
                    (float) (1 / (Math.sqrt(Math.max(0, squares[c] / count - m * m)) + SMALLEST));
        }
        return scale;
    }

    /** Puts both among the parameters of a network, under the names given. */
    public void put(String meanName, String scaleName, Map<String, Tensor> into) {
        into.put(meanName, Tensor.of(mean(), sums.length));
        into.put(scaleName, Tensor.of(scale(), sums.length));
    }
}
