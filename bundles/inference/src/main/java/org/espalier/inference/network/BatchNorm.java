package org.espalier.inference.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Batch norms at inference, folded into the convolution before them: {@code w' = w g / sqrt(v + e)}
 * and {@code b' = (b - m) g / sqrt(v + e) + beta} for each channel, with weight g, bias beta,
 * running mean m and variance v, and e = 1e-5, which is what timm's {@code mobilenetv2_100} and
 * PyTorch take where nothing else is said.
 */
final class BatchNorm {
    private static final double EPSILON = 1e-5;

    private BatchNorm() {}

    /**
     * Reads kernel and bias of a convolution, and folds the batch norm in if the file has one.
     *
     * @param norm the batch norm's name
     * @param file for messages
     * @param into where both are put by name
     */
    static void fold(
            SafeTensors weights,
            Convolution convolution,
            String norm,
            Path file,
            Map<String, Tensor> into)
            throws BadInputException {
        int channels = convolution.channels();
        String kernelName = convolution.name() + ".weight";
        String biasName = convolution.name() + ".bias";
        Tensor kernel = weights.require(kernelName, file);
        check(kernelName, kernel, file, convolution.weightShape().getShape());
        if (!weights.tensors().containsKey(norm + ".running_mean")) {
            Tensor bias = weights.require(biasName, file);
            check(biasName, bias, file, channels);
            into.put(kernelName, kernel);
            into.put(biasName, bias);
            return;
        }
        float[] scale = vector(weights, norm + ".weight", channels, file);
        float[] shift = vector(weights, norm + ".bias", channels, file);
        float[] mean = vector(weights, norm + ".running_mean", channels, file);
        float[] variance = vector(weights, norm + ".running_var", channels, file);
        float[] before =
                weights.tensors().containsKey(biasName)
                        ? vector(weights, biasName, channels, file)
                        : new float[channels];
        float[] folded = new float[kernel.values().length];
        float[] bias = new float[channels];
        int perChannel = folded.length / channels;
        for (int c = 0; c < channels; c++) {
            double factor = scale[c] / Math.sqrt(variance[c] + EPSILON);
            bias[c] = (float) ((before[c] - mean[c]) * factor + shift[c]);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                folded[i] = (float) (kernel.values()[i] * factor);
            }
        }
        into.put(kernelName, new Tensor(kernel.shape(), folded));
        into.put(biasName, Tensor.of(bias, channels));
    }

    private static float[] vector(SafeTensors weights, String name, int length, Path file)
            throws BadInputException {
        Tensor tensor = weights.require(name, file);
        check(name, tensor, file, length);
        return tensor.values();
    }

    private static void check(String name, Tensor tensor, Path file, long... shape)
            throws BadInputException {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new BadInputException(
                    file.toString(),
                    "tensor %s has the shape %s".formatted(name, Arrays.toString(tensor.shape())),
                    "it must be " + Arrays.toString(shape));
        }
    }
}
