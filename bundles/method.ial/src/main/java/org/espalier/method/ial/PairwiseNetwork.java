package org.espalier.method.ial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.inference.Parameters;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Emits the weights of a {@link Propagation} for every cell from its features: a 1x1 reduction, a
 * 3x3 convolution, a 1x1 to twelve weights and tanh.
 *
 * @param channels of the features
 * @param width channels of the two hidden layers
 */
record PairwiseNetwork(int channels, int width) {
    private static final String REDUCE = "pairwise.reduce.weight";
    private static final String REDUCE_BIAS = "pairwise.reduce.bias";
    private static final String MIX = "pairwise.mix.weight";
    private static final String MIX_BIAS = "pairwise.mix.bias";
    private static final String OUT = "pairwise.out.weight";
    private static final String OUT_BIAS = "pairwise.out.bias";

    /** What every weight is before training: a third of what reaches a cell is from before. */
    private static final float START = 0.11f;

    private Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(REDUCE, new long[] {width, channels, 1, 1});
        shapes.put(REDUCE_BIAS, new long[] {1, width, 1, 1});
        shapes.put(MIX, new long[] {width, width, 3, 3});
        shapes.put(MIX_BIAS, new long[] {1, width, 1, 1});
        shapes.put(OUT, new long[] {Weights.CHANNELS, width, 1, 1});
        shapes.put(OUT_BIAS, new long[] {1, Weights.CHANNELS, 1, 1});
        return shapes;
    }

    /** Before training: convolutions by He initialisation, the last one zero. */
    Map<String, Tensor> initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> initial = new LinkedHashMap<>();
        shapes().forEach(
                        (name, shape) -> {
                            float[] values =
                                    new float
                                            [(int)
                                                    Arrays.stream(shape)
                                                            .reduce(1, Math::multiplyExact)];
                            if (name.equals(OUT_BIAS)) {
                                Arrays.fill(values, START);
                            } else if (name.equals(REDUCE) || name.equals(MIX)) {
                                double inputs = (double) shape[1] * shape[2] * shape[3];
                                double deviation = Math.sqrt(2 / inputs);
                                for (int i = 0; i < values.length; i++) {
                                    values[i] = (float) (deviation * random.nextGaussian());
                                }
                            }
                            initial.put(name, new Tensor(shape, values));
                        });
        return initial;
    }

    /** Those of a file; refuses those of another network. */
    Map<String, Tensor> read(SafeTensors tensors, Path file) throws BadInputException {
        return tensors.require(shapes(), file);
    }

    /**
     * The raw weights.
     *
     * @param features (1, channels, H, W), standardised
     * @return (1, 12, H, W), each in (-1, 1)
     */
    NDArray forward(NDArray features, Parameters parameters) {
        NDArray reduced =
                Activation.relu(
                        convolved(features, parameters, REDUCE, 0)
                                .add(parameters.get(REDUCE_BIAS)));
        NDArray mixed =
                Activation.relu(
                        convolved(reduced, parameters, MIX, 1).add(parameters.get(MIX_BIAS)));
        return Activation.tanh(convolved(mixed, parameters, OUT, 0).add(parameters.get(OUT_BIAS)));
    }

    private static NDArray convolved(NDArray x, Parameters parameters, String name, int padding) {
        Shape one = new Shape(1, 1);
        Shape around = new Shape(padding, padding);
        return Conv2d.conv2d(x, parameters.get(name), null, one, around, one, 1).singletonOrThrow();
    }
}
