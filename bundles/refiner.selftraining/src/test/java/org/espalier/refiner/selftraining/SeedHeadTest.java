package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class SeedHeadTest {
    private static final int ROWS = 5;

    private final SeedHead network = new SeedHead(3, 2, true);

    private float[] logits(Map<String, Tensor> tensors, float[] rows) throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    manager -> {
                        parameters.lendTo(manager);
                        NDArray x = manager.create(rows, new Shape(ROWS, 3));
                        return network.logits(network.hidden(x, parameters), parameters)
                                .toFloatArray();
                    });
        }
    }

    private static float[] gaussian(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Parameters that are not zero anywhere. */
    private Map<String, Tensor> trained() {
        Map<String, Tensor> trained = new HashMap<>();
        network.initial(1)
                .forEach(
                        (name, tensor) ->
                                trained.put(
                                        name,
                                        new Tensor(
                                                tensor.shape(),
                                                gaussian(tensor.values().length, name.length()))));
        return trained;
    }

    @Test
    void beforeTrainingAllClassesAreAlike() throws IOException {
        float[] logits = logits(network.initial(1), gaussian(3 * ROWS, 2));
        assertArrayEquals(new float[3 * ROWS], logits);
    }

    @Test
    void withoutABackgroundThereIsNoOutputForIt() {
        SeedHead none = new SeedHead(3, 2, false);
        assertEquals(2, none.outputs());
        assertEquals(0, none.first());
        assertEquals(3, network.outputs());
        assertEquals(1, network.first());
        assertFalse(none.fits(network.initial(1)));
    }

    @Test
    void sameSeedSameStart() {
        assertArrayEquals(
                network.initial(4).get("hidden.weight").values(),
                network.initial(4).get("hidden.weight").values());
        assertEquals(3 * SeedHead.HIDDEN, network.initial(4).get("hidden.weight").values().length);
    }

    @Test
    void foldedItTakesFeaturesAsTheyAre() throws IOException {
        float[] mean = {10, -3, 0.5f};
        float[] scale = {4, 0.25f, 2};
        float[] standardised = gaussian(3 * ROWS, 9);
        float[] raw = new float[standardised.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = standardised[i] * scale[i % 3] + mean[i % 3];
        }
        float[] expected = logits(trained(), standardised);
        float[] folded = logits(network.folded(trained(), mean, scale), raw);
        assertArrayEquals(expected, folded, 2e-3f);
        assertTrue(Math.abs(expected[0]) > 0.1, "a test that could fail");
    }

    @Test
    void knowsItsOwnParameters() {
        assertTrue(network.fits(network.initial(1)));
        assertFalse(new SeedHead(4, 2, true).fits(network.initial(1)));
        assertFalse(new SeedHead(3, 3, true).fits(network.initial(1)));
        assertFalse(network.fits(Map.of()));
    }
}
