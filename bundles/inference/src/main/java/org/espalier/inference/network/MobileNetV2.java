package org.espalier.inference.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.inference.Stage;

/**
 * MobileNetV2 at width 1.0: inverted residuals with linear bottlenecks.
 *
 * <p>Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018,
 * https://arxiv.org/abs/1801.04381. When to use: a pretrained backbone for machines without a GPU.
 * A block widens its input t times by a 1x1 convolution, filters each channel by a 3x3 one, and
 * projects back by a 1x1 one without rectifier; it adds its input where the sizes agree.
 *
 * <p>Parameters are named as in timm's {@code mobilenetv2_100}, with the batch norms folded into
 * the convolutions. Stages 0 to 6 are timm's {@code blocks.0} to {@code blocks.6}, the stem being
 * part of stage 0; {@code head} is the 1x1 convolution to 1280 channels.
 *
 * <p>Deviations from the paper: at output strides 16 and 8 the last one or two strides are left out
 * and the convolutions after them dilated instead (the convolution that had the stride itself is
 * not), which keeps the weights valid.
 */
public final class MobileNetV2 {
    public static final String NAME = "mobilenetv2";
    public static final List<Integer> OUTPUT_STRIDES = List.of(32, 16, 8);

    private static final int FULL_STRIDE = 32;
    private static final float RELU6 = 6;
    private static final int STEM = 32;
    private static final int HEAD = 1280;
    private static final int[] WIDEN = {1, 6, 6, 6, 6, 6, 6};
    private static final int[] CHANNELS = {16, 24, 32, 64, 96, 160, 320};
    private static final int[] REPEATS = {1, 2, 3, 4, 3, 3, 1};
    private static final int[] STRIDES = {1, 2, 2, 2, 1, 2, 1};

    private MobileNetV2() {}

    public static Architecture at(int outputStride) {
        return build(outputStride, 1);
    }

    /**
     * @param divisor of all channels, so that tests need not wait
     */
    public static Architecture build(int outputStride, int divisor) {
        Architecture.Strides strides = new Architecture.Strides(outputStride);
        List<Stage> stages = new ArrayList<>();
        List<List<Block>> blocks = new ArrayList<>();
        int inputs = STEM / divisor;
        for (int s = 0; s < REPEATS.length; s++) {
            List<Block> stage = new ArrayList<>();
            if (s == 0) {
                int stride = strides.take(2);
                stage.add(
                        block(
                                false,
                                new Convolution("conv_stem", 3, inputs, 3, stride, 1, 1, RELU6)));
            }
            for (int b = 0; b < REPEATS[s]; b++) {
                String name = "blocks.%d.%d".formatted(s, b);
                int channels = CHANNELS[s] / divisor;
                int dilation = strides.dilation();
                int stride = strides.take(b == 0 ? STRIDES[s] : 1);
                stage.add(inverted(name, inputs, channels, WIDEN[s], stride, dilation, b > 0));
                inputs = channels;
            }
            blocks.add(stage);
            stages.add(new Stage("stage" + s, inputs, strides.stride()));
        }
        int head = HEAD / divisor;
        blocks.add(List.of(block(false, pointwise("conv_head", inputs, head, RELU6))));
        stages.add(new Stage("head", head, strides.stride()));
        return new Architecture(NAME, List.copyOf(stages), List.copyOf(blocks), FULL_STRIDE);
    }

    private static Block inverted(
            String name,
            int inputs,
            int channels,
            int widen,
            int stride,
            int dilation,
            boolean residual) {
        int wide = inputs * widen;
        Convolution depthwise =
                new Convolution(name + ".conv_dw", wide, wide, 3, stride, dilation, wide, RELU6);
        if (widen == 1) {
            return block(residual, depthwise, pointwise(name + ".conv_pw", wide, channels, 0));
        }
        return block(
                residual,
                pointwise(name + ".conv_pw", inputs, wide, RELU6),
                depthwise,
                pointwise(name + ".conv_pwl", wide, channels, 0));
    }

    private static Convolution pointwise(String name, int inputs, int channels, float bound) {
        return new Convolution(name, inputs, channels, 1, 1, 1, 1, bound);
    }

    private static Block block(boolean residual, Convolution... convolutions) {
        return new Block(List.of(convolutions), residual);
    }
}
