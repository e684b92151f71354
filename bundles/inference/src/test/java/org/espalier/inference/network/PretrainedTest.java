package org.espalier.inference.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Reference;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class PretrainedTest {
    private static final Path FILE = Path.of("w.safetensors");
    private final Architecture network = MobileNetV2.build(32, 8);
    private final List<Convolution> convolutions = network.convolutions(0, 8);

    private static float[] positive(int count, long seed) {
        float[] values = Reference.gaussian(count, 1, seed);
        for (int i = 0; i < count; i++) {
            values[i] = values[i] * values[i] + 0.1f;
        }
        return values;
    }

    /** As timm names them: the norms of a block are counted, the stem's is bn1, the head's bn2. */
    private static String norm(String convolution) {
        return switch (convolution) {
            case "conv_stem" -> "bn1";
            case "conv_head" -> "bn2";
            case "blocks.0.0.conv_dw" -> "blocks.0.0.bn1";
            case "blocks.0.0.conv_pw" -> "blocks.0.0.bn2";
            default ->
                    convolution
                            .replace("conv_pwl", "bn3")
                            .replace("conv_dw", "bn2")
                            .replace("conv_pw", "bn1");
        };
    }

    @Test
    void batchNormsAreFolded() throws Exception {
        Map<String, Tensor> plain = Reference.parameters(convolutions, 1);
        Map<String, Tensor> file = new LinkedHashMap<>();
        FeatureMap x = Reference.random(3, 33, 33, 4);
        FeatureMap expected = x;
        for (Convolution c : convolutions) {
            file.put(c.name() + ".weight", plain.get(c.name() + ".weight"));
            int n = c.channels();
            String norm = norm(c.name());
            long seed = c.name().hashCode();
            file.put(norm + ".weight", Tensor.of(positive(n, seed), n));
            file.put(norm + ".bias", Tensor.of(Reference.gaussian(n, 1, seed + 1), n));
            file.put(norm + ".running_mean", Tensor.of(Reference.gaussian(n, 1, seed + 2), n));
            file.put(norm + ".running_var", Tensor.of(positive(n, seed + 3), n));
        }
        Pretrained folded = Pretrained.of(new SafeTensors(Map.of(), file), network, FILE);
        for (Convolution c : convolutions.subList(0, 1)) {
            Convolution linear =
                    new Convolution(
                            c.name(), c.inputs(), c.channels(), c.kernel(), c.stride(), 1, 1, 0);
            Map<String, Tensor> unbiased =
                    Map.of(
                            c.name() + ".weight", plain.get(c.name() + ".weight"),
                            c.name() + ".bias", Tensor.zeros(c.channels()));
            expected = Reference.convolve(x, linear, unbiased, Padding.SYMMETRIC);
            normalise(expected, file, norm(c.name()));
            FeatureMap actual = Reference.convolve(x, linear, folded.tensors(), Padding.SYMMETRIC);
            assertArrayEquals(expected.values(), actual.values(), 1e-4f);
        }
        assertEquals(2 * convolutions.size(), folded.tensors().size());
        for (Convolution c : convolutions) {
            float[] v = file.get(norm(c.name()) + ".running_var").values();
            float[] g = file.get(norm(c.name()) + ".weight").values();
            double factor = g[0] / Math.sqrt(v[0] + 1e-5);
            assertEquals(
                    plain.get(c.name() + ".weight").values()[0] * factor,
                    folded.tensors().get(c.name() + ".weight").values()[0],
                    1e-5,
                    c.name());
        }
        assertEquals(Padding.SYMMETRIC, folded.padding());
        assertArrayEquals(new float[] {.485f, .456f, .406f}, folded.normalisation().mean());
    }

    private static void normalise(FeatureMap x, Map<String, Tensor> file, String norm) {
        int pixels = x.height() * x.width();
        for (int c = 0; c < x.channels(); c++) {
            float mean = file.get(norm + ".running_mean").values()[c];
            float variance = file.get(norm + ".running_var").values()[c];
            float weight = file.get(norm + ".weight").values()[c];
            float bias = file.get(norm + ".bias").values()[c];
            for (int i = c * pixels; i < (c + 1) * pixels; i++) {
                double z = (x.values()[i] - mean) / Math.sqrt(variance + 1e-5);
                x.values()[i] = (float) (z * weight + bias);
            }
        }
    }

    @Test
    void metadataDecides() throws Exception {
        Map<String, String> metadata =
                Map.of("padding", "same", "mean", "0.5, 0.4,0.3", "std", "1,2,3");
        Pretrained pretrained =
                Pretrained.of(
                        new SafeTensors(metadata, Reference.parameters(convolutions, 1)),
                        network,
                        FILE);
        assertEquals(Padding.SAME, pretrained.padding());
        assertArrayEquals(new float[] {.5f, .4f, .3f}, pretrained.normalisation().mean());
        assertArrayEquals(new float[] {1, 2, 3}, pretrained.normalisation().std());
    }

    @Test
    void whatIsWrongIsNamed() {
        Map<String, Tensor> good = Reference.parameters(convolutions, 1);
        Map<String, Tensor> missing = new LinkedHashMap<>(good);
        missing.remove("blocks.3.1.conv_dw.bias");
        fails(Map.of(), missing, "blocks.3.1.conv_dw.bias");
        Map<String, Tensor> reshaped = new LinkedHashMap<>(good);
        reshaped.put("conv_stem.weight", Tensor.zeros(4, 3, 5, 5));
        fails(Map.of(), reshaped, "conv_stem.weight has the shape [4, 3, 5, 5]");
        fails(Map.of("padding", "valid"), good, "padding 'valid'");
        fails(Map.of("mean", "1,2"), good, "3 values");
        fails(Map.of("std", "1,0,1"), good, "above 0");
        fails(Map.of("std", "1,x,1"), good, "wrong mean or std");
    }

    private void fails(Map<String, String> metadata, Map<String, Tensor> tensors, String expected) {
        BadInputException e =
                assertThrows(
                        BadInputException.class,
                        () -> Pretrained.of(new SafeTensors(metadata, tensors), network, FILE));
        assertTrue(e.getMessage().startsWith("w.safetensors: "), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
