package org.espalier.inference.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.inference.Reference;
import org.espalier.inference.Stage;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private final EngineInference engine = TestEngine.withoutWeights();

    @ParameterizedTest
    @CsvSource({"32,33,65,SAME", "16,32,48,SAME", "8,33,33,SAME", "8,32,33,SYMMETRIC"})
    void mobileNetAgreesWithTheTextbookAtEveryStage(
            int outputStride, int height, int width, Padding padding) throws IOException {
        Architecture network = MobileNetV2.build(outputStride, 8);
        agrees(network, height, width, padding);
    }

    @ParameterizedTest
    @CsvSource({"8,25,33", "4,24,17"})
    void tinyAgreesWithTheTextbookAtEveryStage(int outputStride, int height, int width)
            throws IOException {
        agrees(Tiny.at(outputStride), height, width, Padding.SYMMETRIC);
    }

    private void agrees(Architecture network, int height, int width, Padding padding)
            throws IOException {
        int stages = network.stages().size();
        Map<String, Tensor> parameters = Reference.parameters(network.convolutions(0, stages), 11);
        FeatureMap image = Reference.random(3, height, width, 2);
        engine.run(
                manager -> {
                    Parameters onDevice = Parameters.of(manager, parameters);
                    NDArray x = manager.create(image.values(), new Shape(1, 3, height, width));
                    for (int stage = 0; stage < stages; stage++) {
                        x = network.run(stage, x, onDevice, padding);
                        FeatureMap expected =
                                Reference.run(network, image, stage + 1, parameters, padding);
                        int stride = network.stages().get(stage).stride();
                        assertEquals(network.stages().get(stage).channels(), expected.channels());
                        assertEquals((height + stride - 1) / stride, x.getShape().get(2));
                        assertEquals((width + stride - 1) / stride, x.getShape().get(3));
                        assertArrayEquals(expected.values(), x.toFloatArray(), 1e-3f);
                    }
                    return null;
                });
    }

    @Test
    void mobileNetHasThePapersShape() {
        Architecture network = MobileNetV2.at(32);
        List<Convolution> all = network.convolutions(0, network.stages().size());
        long weights = all.stream().mapToLong(c -> c.weightShape().size() + c.channels()).sum();
        // 3 504 872 with the classifier's 1 281 000 and two more numbers for each batch norm.
        assertEquals(3_504_872 - 1_281_000 - 17_056, weights);
        assertEquals(52, all.size());
        assertEquals(
                List.of(2, 4, 8, 16, 16, 32, 32, 32),
                network.stages().stream().map(Stage::stride).toList());
        assertEquals(
                List.of(2, 4, 8, 8, 8, 8, 8, 8),
                MobileNetV2.at(8).stages().stream().map(Stage::stride).toList());
    }

    @Test
    void dilationFollowsTheStrideThatWasLeftOut() {
        List<Convolution> stage5 =
                MobileNetV2.at(16).blocks().get(5).stream()
                        .map(block -> block.convolutions().get(1))
                        .toList();
        assertEquals(List.of(1, 1, 1), stage5.stream().map(Convolution::stride).toList());
        assertEquals(List.of(1, 2, 2), stage5.stream().map(Convolution::dilation).toList());
        List<Integer> last =
                MobileNetV2.at(8).blocks().get(6).stream()
                        .map(block -> block.convolutions().get(1).dilation())
                        .toList();
        assertEquals(List.of(4), last);
    }

    @Test
    void sameSeedSameStart() {
        List<Convolution> all = Tiny.at(8).convolutions(0, 4);
        Map<String, Tensor> one = Initialisation.he(all, 7);
        Map<String, Tensor> two = Initialisation.he(all, 7);
        Map<String, Tensor> other = Initialisation.he(all, 8);
        one.forEach((name, t) -> assertArrayEquals(t.values(), two.get(name).values()));
        float[] weight = one.get("stage3.1.weight").values();
        org.junit.jupiter.api.Assertions.assertFalse(
                java.util.Arrays.equals(weight, other.get("stage3.1.weight").values()));
        double squares = 0;
        for (float w : weight) {
            squares += w * w;
        }
        assertEquals(2.0 / (64 * 9), squares / weight.length, 1e-4);
    }
}
