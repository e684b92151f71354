package org.espalier.inference.compiled;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Initialisation;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.inference.network.Padding;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionTest {
    private final EngineInference engine = TestEngine.withoutWeights();

    private static NDArray noise(NDManager manager, int seed, long... shape) {
        Shape of = new Shape(shape);
        float[] values = new float[(int) of.size()];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return DeviceArrays.of(manager, values, of);
    }

    private static Map<String, Tensor> weights(Architecture architecture) {
        Map<String, Tensor> tensors =
                Initialisation.he(architecture.convolutions(0, architecture.stages().size()), 3);
        Random random = new Random(4);
        tensors.forEach(
                (name, tensor) -> {
                    if (name.endsWith(".bias")) {
                        for (int i = 0; i < tensor.values().length; i++) {
                            tensor.values()[i] = (float) random.nextGaussian();
                        }
                    }
                });
        return tensors;
    }

    private static NDArray plain(
            Architecture architecture, NDArray x, int from, int to, Parameters p, Padding padding) {
        NDArray y = x;
        for (int stage = from; stage < to; stage++) {
            y = architecture.run(stage, y, p, padding);
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({
        "32, SAME, 64, 48",
        "32, SAME, 33, 65",
        "32, SAME, 50, 39",
        "32, SYMMETRIC, 64, 48",
        "16, SAME, 65, 60",
        "8, SYMMETRIC, 33, 50",
    })
    void fusedStagesGiveWhatTheirOperationsGive(int stride, Padding padding, int rows, int columns)
            throws IOException {
        Architecture architecture = MobileNetV2.build(stride, 4);
        int all = architecture.stages().size();
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, weights(architecture));
                    Fusion fusion = new Fusion();
                    for (int count = 1; count < 4; count += 2) {
                        NDArray x = noise(manager, count, count, 3, rows, columns);
                        NDArray fused =
                                fusion.run(architecture, x, 0, all, p, padding).orElseThrow();
                        NDArray plain = plain(architecture, x, 0, all, p, padding);
                        assertEquals(plain.getShape(), fused.getShape());
                        float[] expected = plain.toFloatArray();
                        assertArrayEquals(expected, fused.toFloatArray(), 1e-4f);
                        assertTrue(plain.max().getFloat() > 0.1);
                    }
                    return null;
                });
    }

    @Test
    void aResultStaysWhenTheFunctionIsUsedAgain() throws IOException {
        Architecture architecture = MobileNetV2.build(32, 4);
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, weights(architecture));
                    Fusion fusion = new Fusion();
                    NDArray x = noise(manager, 1, 1, 3, 33, 33);
                    NDArray first =
                            fusion.run(architecture, x, 0, 3, p, Padding.SAME).orElseThrow();
                    float[] before = first.toFloatArray();
                    for (int side : new int[] {33, 49, 33}) {
                        NDArray other = noise(manager, side, 1, 3, side, side);
                        fusion.run(architecture, other, 0, 3, p, Padding.SAME);
                    }
                    assertArrayEquals(before, first.toFloatArray());
                    NDArray later =
                            fusion.run(architecture, first, 3, 8, p, Padding.SAME).orElseThrow();
                    float[] whole = plain(architecture, x, 0, 8, p, Padding.SAME).toFloatArray();
                    assertArrayEquals(whole, later.toFloatArray(), 1e-4f);
                    return null;
                });
    }

    @Test
    void whatIsRecordedIsNotFused() throws IOException {
        Architecture architecture = MobileNetV2.build(32, 4);
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, weights(architecture));
                    NDArray x = noise(manager, 1, 1, 3, 33, 33);
                    Fusion fusion = new Fusion();
                    p.get("conv_stem.bias").setRequiresGradient(true);
                    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                        Optional<NDArray> none = fusion.run(architecture, x, 0, 8, p, Padding.SAME);
                        assertFalse(none.isPresent());
                        collector.backward(plain(architecture, x, 0, 8, p, Padding.SAME).sum());
                    }
                    return null;
                });
    }

    @Test
    void anEvenSideGetsALongerKernelOnlyWhereItIsPaddedAtItsEnd() {
        Architecture architecture = MobileNetV2.build(32, 4);
        StageGraph.Sides input = new StageGraph.Sides(64, 33);
        var same = new StageGraph(architecture, 0, 2, input, Padding.SAME).kernels();
        assertEquals(new StageGraph.Sides(4, 3), same.get("conv_stem"));
        assertEquals(new StageGraph.Sides(4, 3), same.get("blocks.1.0.conv_dw"));
        assertEquals(new StageGraph.Sides(3, 3), same.get("blocks.0.0.conv_dw"));
        assertEquals(new StageGraph.Sides(1, 1), same.get("blocks.1.0.conv_pw"));
        var symmetric = new StageGraph(architecture, 0, 2, input, Padding.SYMMETRIC).kernels();
        assertEquals(new StageGraph.Sides(3, 3), symmetric.get("conv_stem"));
    }
}
