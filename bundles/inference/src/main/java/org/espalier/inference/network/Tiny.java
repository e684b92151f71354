package org.espalier.inference.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.inference.Stage;

/**
 * A small network to be trained from scratch, where no pretrained weights are wanted: four stages
 * of 3x3 convolutions with rectifiers and residuals, 150 thousand parameters, no batch norm, so
 * that training and use compute the same.
 */
public final class Tiny {
    public static final String NAME = "tiny";
    public static final List<Integer> OUTPUT_STRIDES = List.of(8, 4);

    private static final int FULL_STRIDE = 8;
    private static final int[] CHANNELS = {16, 32, 64, 64};
    private static final int[] STRIDES = {2, 2, 2, 1};

    private Tiny() {}

    public static Architecture at(int outputStride) {
        Architecture.Strides strides = new Architecture.Strides(outputStride);
        List<Stage> stages = new ArrayList<>();
        List<List<Block>> blocks = new ArrayList<>();
        int inputs = 3;
        for (int s = 0; s < CHANNELS.length; s++) {
            String name = "stage" + s;
            int channels = CHANNELS[s];
            int dilation = strides.dilation();
            int stride = strides.take(STRIDES[s]);
            List<Block> stage = new ArrayList<>();
            stage.add(convolution(name + ".0", inputs, channels, stride, dilation, false));
            if (s > 0) {
                int after = strides.dilation();
                stage.add(convolution(name + ".1", channels, channels, 1, after, true));
            }
            inputs = channels;
            blocks.add(stage);
            stages.add(new Stage(name, inputs, strides.stride()));
        }
        return new Architecture(NAME, List.copyOf(stages), List.copyOf(blocks), FULL_STRIDE);
    }

    private static Block convolution(
            String name, int inputs, int channels, int stride, int dilation, boolean residual) {
        return new Block(
                List.of(
                        new Convolution(
                                name,
                                inputs,
                                channels,
                                3,
                                stride,
                                dilation,
                                1,
                                Float.POSITIVE_INFINITY)),
                residual);
    }
}
