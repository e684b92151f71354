package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * A 1x1 convolution: the same linear function at every place. Its parameters are {@code
 * NAME.weight}, (outputs, channels, 1, 1), and {@code NAME.bias}, (outputs).
 *
 * @param name of its parameters
 * @param channels it takes
 * @param outputs it gives
 */
public record Pointwise(String name, int channels, int outputs) {
    /**
     * Its parameters before training.
     *
     * @param bound weights are drawn evenly from [-bound, bound]
     * @param bias of every output
     */
    public Map<String, Tensor> initial(long seed, double bound, float bias) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[outputs * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        float[] biases = new float[outputs];
        Arrays.fill(biases, bias);
        return parameters(weights, biases);
    }

    /**
     * Parameters that are known.
     *
     * @param weights output by output
     */
    public Map<String, Tensor> parameters(float[] weights, float[] biases) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put(weight(), Tensor.of(weights, outputs, channels, 1, 1));
        parameters.put(bias(), Tensor.of(biases, outputs));
        return parameters;
    }

    /** The name of its weights. */
    public String weight() {
        return name + ".weight";
    }

    /** The name of its biases. */
    public String bias() {
        return name + ".bias";
    }

    /**
     * Without the bias.
     *
     * @param features (N, channels, h, w), or (N, channels, P)
     * @return of the same shape, with {@link #outputs} in place of the channels
     */
    public NDArray unbiased(NDArray features, Parameters parameters) {
        Shape shape = features.getShape();
        boolean flat = shape.dimension() == 3;
        NDArray x = flat ? features.reshape(shape.get(0), shape.get(1), 1, shape.get(2)) : features;
        NDArray y =
                Conv2d.conv2d(
                                x,
                                parameters.get(weight()),
                                null,
                                new Shape(1, 1),
                                new Shape(0, 0),
                                new Shape(1, 1),
                                1)
                        .singletonOrThrow();
        return flat ? y.reshape(shape.get(0), outputs, shape.get(2)) : y;
    }

    /** With the bias; see {@link #unbiased}. */
    public NDArray biased(NDArray features, Parameters parameters) {
        NDArray y = unbiased(features, parameters);
        NDArray bias = parameters.get(bias());
        return y.add(
                y.getShape().dimension() == 3
                        ? bias.reshape(1, outputs, 1)
                        : bias.reshape(1, outputs, 1, 1));
    }

    /**
     * Of one vector an image, with the bias.
     *
     * @param pooled (N, channels)
     * @return (N, outputs)
     */
    public NDArray logits(NDArray pooled, Parameters parameters) {
        return biased(pooled.reshape(-1, channels, 1, 1), parameters).reshape(-1, outputs);
    }
}
