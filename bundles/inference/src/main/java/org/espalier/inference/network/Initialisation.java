package org.espalier.inference.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.weights.Tensor;

/**
 * Random weights to start training from, the same for the same seed on every machine.
 *
 * <p>He et al., "Delving Deep into Rectifiers", ICCV 2015, https://arxiv.org/abs/1502.01852: normal
 * with variance 2 / (inputs of a unit); biases are zero.
 */
public final class Initialisation {
    private Initialisation() {}

    public static Map<String, Tensor> he(List<Convolution> convolutions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Convolution convolution : convolutions) {
            long[] shape = convolution.weightShape().getShape();
            double deviation = Math.sqrt(2.0 / (shape[1] * shape[2] * shape[3]));
            Tensor weight = Tensor.zeros(shape);
            for (int i = 0; i < weight.values().length; i++) {
                weight.values()[i] = (float) (deviation * random.nextGaussian());
            }
            tensors.put(convolution.name() + ".weight", weight);
            tensors.put(convolution.name() + ".bias", Tensor.zeros(convolution.channels()));
        }
        return tensors;
    }
}
