package org.espalier.inference.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;

/**
 * A convolutional network as data.
 *
 * @param name as the user knows it
 * @param stages names, channels and strides
 * @param blocks of each stage
 * @param fullStride the largest stride that it can have, which decides how inputs align
 */
public record Architecture(
        String name, List<Stage> stages, List<List<Block>> blocks, int fullStride) {

    public int outputStride() {
        return stages.get(stages.size() - 1).stride();
    }

    public List<Convolution> convolutions(int from, int to) {
        List<Convolution> convolutions = new ArrayList<>();
        for (List<Block> stage : blocks.subList(from, to)) {
            stage.forEach(block -> convolutions.addAll(block.convolutions()));
        }
        return convolutions;
    }

    /**
     * How far a feature sees: everything that it depends on lies no more than so many pixels above,
     * below, to the left and to the right of its centre.
     *
     * @param to index after the last stage
     */
    public int reach(int to) {
        int reach = 0;
        int stride = 1;
        for (Convolution convolution : convolutions(0, to)) {
            reach += convolution.kernel() / 2 * convolution.dilation() * stride;
            stride *= convolution.stride();
        }
        return reach;
    }

    /**
     * What the output of a block of a stage is called; that of the last one is the stage's as well.
     */
    public List<String> names(int stage, int block) {
        String name = stages.get(stage).name();
        String inside = name + "." + block;
        return block == blocks.get(stage).size() - 1 ? List.of(inside, name) : List.of(inside);
    }

    /** Runs a stage; the input is not closed. */
    public NDArray run(int stage, NDArray input, Parameters parameters, Padding padding) {
        NDArray x = input;
        for (Block block : blocks.get(stage)) {
            NDArray y = block.apply(x, parameters, padding);
            if (x != input) {
                x.close();
            }
            x = y;
        }
        return x;
    }

    /** Strides on the way through a network, replaced by dilation once the last is reached. */
    static final class Strides {
        private final int last;
        private int stride = 1;
        private int dilation = 1;

        Strides(int last) {
            this.last = last;
        }

        /** The stride that a convolution takes which had this one in the network at full stride. */
        int take(int wanted) {
            if (wanted == 1) {
                return 1;
            }
            if (stride < last) {
                stride *= wanted;
                return wanted;
            }
            dilation *= wanted;
            return 1;
        }

        int stride() {
            return stride;
        }

        int dilation() {
            return dilation;
        }
    }
}
