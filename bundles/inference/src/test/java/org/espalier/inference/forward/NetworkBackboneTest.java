package org.espalier.inference.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Parameters;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.junit.jupiter.api.Test;

class NetworkBackboneTest {
    private final EngineInference engine = TestEngine.withoutWeights();
    private final Backbone tiny = engine.backbone("tiny", 8);

    private static Image image(int seed) {
        byte[] rgb = new byte[3 * 20 * 30];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * (37 + seed) % 253);
        }
        return new Image(20, 30, rgb);
    }

    @Test
    void aBatchIsItsImages() throws IOException {
        try (Parameters parameters = engine.parameters(tiny.initial(1))) {
            Normalisation n = tiny.normalisation();
            ImageBatch both = new ImageBatch(33, 25, n).add(image(0), false).add(image(1), true);
            List<String> stages = List.of("stage3", "stage0");
            Map<String, List<FeatureMap>> together = tiny.features(both, stages, parameters);
            assertEquals(stages, List.copyOf(together.keySet()));
            ImageBatch second = new ImageBatch(33, 25, n).add(image(1), true);
            FeatureMap alone = tiny.features(second, stages, parameters).get("stage3").get(0);
            FeatureMap inBatch = together.get("stage3").get(1);
            assertEquals(
                    List.of(64, 4, 5), List.of(alone.channels(), alone.height(), alone.width()));
            assertArrayEquals(alone.values(), inBatch.values(), 1e-5f);
            assertEquals(13 * 17 * 16, together.get("stage0").get(0).values().length);
        }
    }

    @Test
    void stagesCanBeRunOneByOne() throws IOException {
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, tiny.initial(2));
                    NDArray x =
                            new ImageBatch(33, 33, tiny.normalisation())
                                    .add(image(3), false)
                                    .toArray(manager);
                    NDArray atOnce = tiny.forward(x, 0, 4, p);
                    NDArray middle = tiny.forward(x, 0, 2, p);
                    NDArray later = tiny.forward(middle, 2, 4, p);
                    assertArrayEquals(atOnce.toFloatArray(), later.toFloatArray());
                    assertSame(x, tiny.forward(x, 2, 2, p));
                    Map<String, NDArray> taps = tiny.taps(x, List.of("stage1", "stage3"), p);
                    assertArrayEquals(middle.toFloatArray(), taps.get("stage1").toFloatArray());
                    assertArrayEquals(atOnce.toFloatArray(), taps.get("stage3").toFloatArray());
                    return null;
                });
    }

    @Test
    void gradientsReachTheStagesThatAreTrained() throws IOException {
        engine.run(
                manager -> {
                    Parameters frozen = Parameters.of(manager, tiny.initial(2));
                    Parameters mine = Parameters.of(manager, tiny.initial(2));
                    NDArray weight = mine.get("stage2.0.weight");
                    weight.setRequiresGradient(true);
                    NDArray x = manager.ones(new Shape(1, 3, 17, 17));
                    NDArray middle = tiny.forward(x, 0, 2, frozen);
                    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                        collector.backward(tiny.forward(middle, 2, 4, mine).sum());
                    }
                    float sum = weight.getGradient().abs().sum().getFloat();
                    assertFalse(sum == 0 || Float.isNaN(sum), "sum " + sum);
                    return null;
                });
    }

    @Test
    void sidesAlign() {
        Backbone mobile = engine.backbone("mobilenetv2", 16);
        assertEquals(257, mobile.alignedSide(256));
        assertEquals(33, mobile.alignedSide(1));
        assertEquals(353, mobile.alignedSide(340));
        assertEquals(65, tiny.alignedSide(63.4));
    }

    @Test
    void parametersBelongToStages() throws IOException {
        assertEquals(
                List.of(
                        "stage1.0.weight", "stage1.0.bias",
                        "stage1.1.weight", "stage1.1.bias"),
                tiny.parameterNames(1, 2));
        assertEquals(List.of(), tiny.parameterNames(2, 2));
        assertEquals(List.copyOf(tiny.initial(5).keySet()), tiny.parameterNames(0, 4));
        Backbone mobile = engine.backbone("mobilenetv2", 16);
        assertEquals("conv_stem.weight", mobile.parameterNames(0, 1).get(0));
        assertEquals(List.of("conv_head.weight", "conv_head.bias"), mobile.parameterNames(7, 8));
    }

    @Test
    void valuesRefuseWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new FeatureMap(2, 3, 4, new float[23]));
        float[] three = {1, 1, 1};
        assertThrows(IllegalArgumentException.class, () -> new Normalisation(three, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new Normalisation(new float[2], three));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageBatch(0, 4, Normalisation.symmetric()));
        assertThrows(
                IllegalStateException.class,
                () -> engine.run(m -> new ImageBatch(4, 4, Normalisation.symmetric()).toArray(m)));
    }
}
