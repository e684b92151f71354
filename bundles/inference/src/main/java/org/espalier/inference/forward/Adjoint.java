package org.espalier.inference.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.espalier.inference.Parameters;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Padding;

/**
 * The way back through a convolution without its rectifier: takes derivatives by its output to
 * derivatives by its input. It is itself a convolution, with inputs and outputs exchanged and the
 * kernel turned, so it needs no gradient record and does any number of derivatives at once.
 */
record Adjoint(Convolution convolution, Padding padding) {
    private static final Shape ONE = new Shape(1, 1);

    /** Refuses groups of several channels, which no network here has. */
    Adjoint {
        if (convolution.groups() > 1 && convolution.groups() != convolution.inputs()) {
            throw new UnsupportedOperationException(
                    convolution.name() + " has groups of several channels");
        }
    }

    /**
     * @param gradient (K, channels, h, w); not closed
     * @param input what the convolution took, for its size
     * @return (K, inputs, h', w'); belongs to the manager of the gradient
     */
    NDArray apply(NDArray gradient, NDArray input, Parameters parameters) {
        long height = input.getShape().get(2);
        long width = input.getShape().get(3);
        try (NDArray weight = weight(parameters)) {
            if (convolution.stride() == 1) {
                return convolve(gradient, weight, height, width);
            }
            try (NDArray spread = spread(gradient);
                    NDArray upTo = cut(spread, height, width)) {
                return cut(convolve(upTo, weight, height, width), height, width);
            }
        }
    }

    /** Inputs and outputs exchanged, which is nothing where each channel is by itself. */
    private NDArray weight(Parameters parameters) {
        NDArray weight = parameters.get(convolution.name() + ".weight");
        if (convolution.groups() > 1) {
            return weight.flip(2, 3);
        }
        NDArray exchanged = weight.transpose(1, 0, 2, 3);
        if (convolution.kernel() == 1) {
            return exchanged;
        }
        try (exchanged) {
            return exchanged.flip(2, 3);
        }
    }

    private NDArray convolve(NDArray x, NDArray weight, long height, long width) {
        int dilation = convolution.dilation();
        return Conv2d.conv2d(
                        x,
                        weight,
                        null,
                        ONE,
                        new Shape(before(height), before(width)),
                        new Shape(dilation, dilation),
                        convolution.groups())
                .singletonOrThrow();
    }

    /** How far the turned kernel reaches beyond the first cell of an axis of the input. */
    private int before(long side) {
        if (convolution.kernel() == 1) {
            return 0;
        }
        boolean endOnly = padding == Padding.SAME && convolution.stride() == 2 && side % 2 == 0;
        return endOnly ? 2 * convolution.dilation() : convolution.dilation();
    }

    /** Puts a zero after each value along both axes, which is what a stride of 2 skips. */
    private static NDArray spread(NDArray x) {
        Shape shape = x.getShape();
        long count = shape.get(0);
        long channels = shape.get(1);
        long height = shape.get(2);
        long width = shape.get(3);
        try (NDArray cells = x.reshape(count, channels, height, 1, width, 1);
                NDArray zeros = cells.zerosLike();
                NDArray wide = cells.concat(zeros, 5);
                NDArray more = wide.zerosLike();
                NDArray all = wide.concat(more, 3)) {
            return all.reshape(count, channels, 2 * height, 2 * width);
        }
    }

    private static NDArray cut(NDArray x, long height, long width) {
        return x.get(new NDIndex(":, :, :" + height + ", :" + width));
    }
}
