package org.espalier.inference.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import org.espalier.inference.Parameters;

/**
 * A convolution with bias, and with a rectifier if it has a bound. A kernel of 1 is not padded, one
 * of 3 so that a stride of 1 keeps the size.
 *
 * @param name its parameters are {@code name.weight} and {@code name.bias}
 * @param channels of its output
 * @param kernel rows and columns: 1 or 3
 * @param groups of channels that are apart from each other
 * @param bound what its output is clipped to from above, after being clipped to 0 from below;
 *     infinity for a plain rectifier, 0 for none
 */
public record Convolution(
        String name,
        int inputs,
        int channels,
        int kernel,
        int stride,
        int dilation,
        int groups,
        float bound) {

    public List<String> parameterNames() {
        return List.of(name + ".weight", name + ".bias");
    }

    Shape weightShape() {
        return new Shape(channels, inputs / groups, kernel, kernel);
    }

    /** The result belongs to the manager of {@code x}; arrays in between are closed. */
    public NDArray apply(NDArray x, Parameters parameters, Padding padding) {
        NDArray weight = parameters.get(name + ".weight");
        NDArray bias = parameters.get(name + ".bias");
        NDArray y;
        if (kernel == 1) {
            y = convolve(x, weight, bias, 0, 0);
        } else if (padding == Padding.SAME && stride == 2) {
            y = convolveSame(x, weight, bias);
        } else {
            y = convolve(x, weight, bias, dilation, dilation);
        }
        if (bound == 0) {
            return y;
        }
        NDArray rectified = rectify(y);
        y.close();
        return rectified;
    }

    /** A rectifier of the engine's own is several times faster than clipping from both sides. */
    private NDArray rectify(NDArray y) {
        NDArray rectified = Activation.relu(y);
        if (bound == Float.POSITIVE_INFINITY) {
            return rectified;
        }
        NDArray bounded = rectified.minimum(bound);
        rectified.close();
        return bounded;
    }

    /** The engine pads alike on both sides; SAME wants an even side padded at its end only. */
    private NDArray convolveSame(NDArray x, NDArray weight, NDArray bias) {
        boolean evenHeight = x.getShape().get(2) % 2 == 0;
        boolean evenWidth = x.getShape().get(3) % 2 == 0;
        NDArray taller = evenHeight ? padEnd(x, 2) : x;
        NDArray padded = evenWidth ? padEnd(taller, 3) : taller;
        NDArray y = convolve(padded, weight, bias, evenHeight ? 0 : 1, evenWidth ? 0 : 1);
        if (taller != x) {
            taller.close();
        }
        if (padded != taller) {
            padded.close();
        }
        return y;
    }

    private NDArray convolve(NDArray x, NDArray weight, NDArray bias, int rows, int columns) {
        return Conv2d.conv2d(
                        x,
                        weight,
                        bias,
                        new Shape(stride, stride),
                        new Shape(rows, columns),
                        new Shape(dilation, dilation),
                        groups)
                .singletonOrThrow();
    }

    private static NDArray padEnd(NDArray x, int axis) {
        long[] shape = x.getShape().getShape().clone();
        shape[axis] = 1;
        NDManager manager = x.getManager();
        try (NDArray zeros = manager.zeros(new Shape(shape))) {
            return x.concat(zeros, axis);
        }
    }
}
