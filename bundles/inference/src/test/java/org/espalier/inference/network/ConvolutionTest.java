package org.espalier.inference.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.inference.Reference;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
    private final EngineInference engine = TestEngine.withoutWeights();

    record Case(Convolution convolution, Padding padding, int height, int width) {}

    static Stream<Case> cases() {
        float inf = Float.POSITIVE_INFINITY;
        return Stream.of(
                new Case(new Convolution("c", 4, 6, 1, 1, 1, 1, 0), Padding.SAME, 5, 7),
                new Case(new Convolution("c", 3, 4, 3, 1, 1, 1, 6), Padding.SAME, 5, 8),
                new Case(new Convolution("c", 3, 4, 3, 2, 1, 1, 6), Padding.SAME, 9, 7),
                new Case(new Convolution("c", 3, 4, 3, 2, 1, 1, 6), Padding.SAME, 8, 6),
                new Case(new Convolution("c", 3, 4, 3, 2, 1, 1, 0), Padding.SAME, 8, 7),
                new Case(new Convolution("c", 3, 4, 3, 2, 1, 1, 0), Padding.SAME, 7, 8),
                new Case(new Convolution("c", 3, 4, 3, 2, 1, 1, inf), Padding.SYMMETRIC, 8, 7),
                new Case(new Convolution("c", 8, 8, 3, 1, 2, 8, 6), Padding.SAME, 9, 10),
                new Case(new Convolution("c", 8, 8, 3, 2, 1, 8, 6), Padding.SAME, 10, 9),
                new Case(new Convolution("c", 6, 4, 3, 1, 4, 2, 0), Padding.SYMMETRIC, 11, 9),
                new Case(new Convolution("c", 2, 2, 3, 2, 1, 2, 0), Padding.SAME, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheTextbook(Case c) throws IOException {
        FeatureMap x = Reference.random(c.convolution.inputs(), c.height, c.width, 3);
        Map<String, Tensor> parameters = Reference.parameters(List.of(c.convolution), 5);
        FeatureMap expected = Reference.convolve(x, c.convolution, parameters, c.padding);
        engine.run(
                manager -> {
                    NDArray in =
                            manager.create(
                                    x.values(), new Shape(1, x.channels(), c.height, c.width));
                    NDArray y =
                            c.convolution.apply(in, Parameters.of(manager, parameters), c.padding);
                    assertEquals(
                            new Shape(1, expected.channels(), expected.height(), expected.width()),
                            y.getShape());
                    assertArrayEquals(expected.values(), y.toFloatArray(), 2e-5f);
                    return null;
                });
    }

    @Test
    void handComputed() throws IOException {
        Convolution c = new Convolution("c", 1, 1, 3, 2, 1, 1, 0);
        float[] kernel = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Map<String, Tensor> parameters =
                Map.of(
                        "c.weight", Tensor.of(kernel, 1, 1, 3, 3),
                        "c.bias", Tensor.of(new float[] {100}, 1));
        float[] sum =
                engine.run(
                        manager ->
                                c.apply(
                                                manager.ones(new Shape(1, 1, 2, 2)),
                                                Parameters.of(manager, parameters),
                                                Padding.SAME)
                                        .toFloatArray());
        // Padded after the end only, the kernel's upper left 2 x 2 sees the image.
        assertArrayEquals(new float[] {100 + 1 + 2 + 4 + 5}, sum);
    }
}
