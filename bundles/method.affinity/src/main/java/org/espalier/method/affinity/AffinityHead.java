package org.espalier.method.affinity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
 * The part of the network that learns: each stage's features are reduced by a 1x1 convolution,
 * joined, and mixed by another; ELU after each, no bias.
 *
 * @param channels of each stage
 * @param widths to which each stage is reduced
 * @param features channels of the result
 */
record AffinityHead(int[] channels, int[] widths, int features) {
    private static final String MIX = "affinity.mix.weight";
    private static final double MIX_GAIN = 4;

    private static String reduction(int stage) {
        return "affinity." + stage + ".weight";
    }

    private Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (int s = 0; s < channels.length; s++) {
            shapes.put(reduction(s), new long[] {widths[s], channels[s], 1, 1});
        }
        shapes.put(MIX, new long[] {features, Arrays.stream(widths).sum(), 1, 1});
        return shapes;
    }

    /** Before training: normal by Kaiming He, and uniform by Xavier Glorot with gain 4 to mix. */
    Map<String, Tensor> initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> initial = new LinkedHashMap<>();
        shapes().forEach(
                        (name, shape) -> {
                            int out = (int) shape[0];
                            int in = (int) shape[1];
                            float[] values = new float[out * in];
                            double deviation = Math.sqrt(2.0 / in);
                            double bound = MIX_GAIN * Math.sqrt(6.0 / (in + out));
                            for (int i = 0; i < values.length; i++) {
                                values[i] =
                                        (float)
                                                (name.equals(MIX)
                                                        ? bound * (2 * random.nextDouble() - 1)
                                                        : deviation * random.nextGaussian());
                            }
                            initial.put(name, new Tensor(shape, values));
                        });
        return initial;
    }

    /**
     * @param x (N, sum of channels, H, W)
     * @return (N, features, H, W)
     */
    NDArray forward(NDArray x, Parameters parameters) {
        NDList stages = new NDList(x);
        if (channels.length > 1) {
            long[] starts = new long[channels.length - 1];
            long at = 0;
            for (int s = 0; s < starts.length; s++) {
                at += channels[s];
                starts[s] = at;
            }
            stages = x.split(starts, 1);
        }
        NDList reduced = new NDList();
        for (int s = 0; s < channels.length; s++) {
            reduced.add(convolve(stages.get(s), parameters.get(reduction(s))));
        }
        NDArray joined = reduced.size() == 1 ? reduced.get(0) : NDArrays.concat(reduced, 1);
        return convolve(joined, parameters.get(MIX));
    }

    private static NDArray convolve(NDArray x, NDArray weight) {
        Shape one = new Shape(1, 1);
        return Activation.elu(
                Conv2d.conv2d(x, weight, null, one, new Shape(0, 0), one, 1).singletonOrThrow(), 1);
    }

    /** The learned parameters in a file; refuses those of another network. */
    Map<String, Tensor> read(SafeTensors tensors, Path file) throws BadInputException {
        return tensors.require(shapes(), file);
    }
}
