package org.espalier.inference.network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.inference.Normalisation;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Pretrained weights, ready for an architecture: batch norms folded, shapes checked.
 *
 * <p>How the network was trained is read from the file's metadata: {@code padding} ({@code same} or
 * {@code symmetric}), {@code mean} and {@code std} (three numbers each, for pixels in [0, 1]).
 * Without them it is what timm says of {@code mobilenetv2_100.ra_in1k}: symmetric, ImageNet's.
 */
public record Pretrained(
        Map<String, Tensor> tensors, Padding padding, Normalisation normalisation) {

    /**
     * @param file for messages
     * @throws BadInputException when a tensor is missing or has another shape, or the metadata is
     *     wrong
     */
    public static Pretrained of(SafeTensors weights, Architecture architecture, Path file)
            throws BadInputException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (List<Block> stage : architecture.blocks()) {
            for (Block block : stage) {
                for (int i = 0; i < block.convolutions().size(); i++) {
                    Convolution convolution = block.convolutions().get(i);
                    String norm = normName(convolution.name(), i);
                    BatchNorm.fold(weights, convolution, norm, file, tensors);
                }
            }
        }
        for (String name : new String[] {"classifier.weight", "classifier.bias"}) {
            if (weights.tensors().containsKey(name)) {
                tensors.put(name, weights.tensors().get(name));
            }
        }
        return new Pretrained(tensors, padding(weights, file), normalisation(weights, file));
    }

    /**
     * timm counts the norms of a block; those of stem and head are the network's first and second.
     */
    private static String normName(String convolution, int index) {
        int dot = convolution.lastIndexOf('.');
        if (dot >= 0) {
            return convolution.substring(0, dot) + ".bn" + (index + 1);
        }
        return convolution.equals("conv_head") ? "bn2" : "bn1";
    }

    private static Padding padding(SafeTensors weights, Path file) throws BadInputException {
        String value = weights.metadata().getOrDefault("padding", "symmetric");
        try {
            return Padding.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    file.toString(),
                    "its metadata has padding '" + value + "'",
                    "it must be same or symmetric",
                    e);
        }
    }

    private static Normalisation normalisation(SafeTensors weights, Path file)
            throws BadInputException {
        Normalisation standard = Normalisation.imageNet();
        try {
            return new Normalisation(
                    numbers(weights.metadata().get("mean"), standard.mean()),
                    numbers(weights.metadata().get("std"), standard.std()));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    file.toString(),
                    "its metadata has a wrong mean or std: " + e.getMessage(),
                    "each must be three numbers with commas, std above 0",
                    e);
        }
    }

    private static float[] numbers(String text, float[] standard) {
        if (text == null) {
            return standard;
        }
        String[] parts = text.split(",");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Float.parseFloat(parts[i].strip());
        }
        return numbers;
    }
}
