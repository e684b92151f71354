package org.espalier.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.inference.Parameters;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.inference.network.Padding;
import org.espalier.inference.network.Pretrained;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * MobileNetV2 on DJL's PyTorch engine: our convolutions with batch norms folded in, each by
 * PyTorch's {@code conv2d}, ReLU6 by {@code clamp} and SAME by {@code pad}, which is what PyTorch
 * itself makes of it.
 */
public final class TorchNetwork {
    private final Architecture architecture = MobileNetV2.at(32);
    private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
    private final Map<String, Tensor> tensors;
    private final Padding padding;

    /** Reads the weights. */
    public TorchNetwork() throws IOException {
        Path file = Product.weights();
        Pretrained pretrained = Pretrained.of(SafeTensors.read(file), architecture, file);
        tensors = pretrained.tensors();
        padding = pretrained.padding();
    }

    /** Of the engine. */
    public NDManager manager() {
        return manager;
    }

    /** The weights on the engine. */
    public Parameters parameters() {
        return Parameters.of(manager, tensors);
    }

    /** From images, (N, 3, H, W), to the last features. */
    public NDArray forward(NDArray images, Parameters parameters) {
        NDArray x = images;
        for (var stage : architecture.blocks()) {
            for (Block block : stage) {
                NDArray y = x;
                for (Convolution convolution : block.convolutions()) {
                    y = apply(convolution, y, parameters);
                }
                x = block.residual() ? y.add(x) : y;
            }
        }
        return x;
    }

    private NDArray apply(Convolution c, NDArray x, Parameters parameters) {
        int rows = c.kernel() == 1 ? 0 : c.dilation();
        int columns = rows;
        NDArray padded = x;
        if (c.kernel() == 3 && c.stride() == 2 && padding == Padding.SAME) {
            long moreRows = 1 - x.getShape().get(2) % 2;
            long moreColumns = 1 - x.getShape().get(3) % 2;
            rows -= (int) moreRows;
            columns -= (int) moreColumns;
            if (moreRows + moreColumns > 0) {
                padded = x.pad(new Shape(0, moreColumns, 0, moreRows), 0);
            }
        }
        NDArray y =
                ai.djl.nn.convolutional.Conv2d.conv2d(
                                padded,
                                parameters.get(c.name() + ".weight"),
                                parameters.get(c.name() + ".bias"),
                                new Shape(c.stride(), c.stride()),
                                new Shape(rows, columns),
                                new Shape(c.dilation(), c.dilation()),
                                c.groups())
                        .singletonOrThrow();
        return c.bound() == 0 ? y : y.clip(0, c.bound());
    }
}
