package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class MeanHeadTest {
    private static final int CHANNELS = 64;

    private final Network network =
            Network.of(
                    TestEngine.ENGINE.backbone("tiny", 8),
                    -1,
                    ClassSet.withBackground(List.of("background", "a", "b")));
    private final MeanHead head = new MeanHead("cam", network);

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Bag bag(NDManager m, MeanHead head) {
        return Bag.of(
                m,
                List.of(
                        m.create(random(2, 20 * CHANNELS), new Shape(1, CHANNELS, 4, 5)),
                        m.create(random(3, 6 * CHANNELS), new Shape(1, CHANNELS, 2, 3))),
                head::rankWeights);
    }

    private double loss(Map<String, Tensor> tensors) throws IOException {
        float[] targets = {1, 0, 0, 1};
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray t = m.create(targets, new Shape(2, 2));
                        return (double) head.loss(bag(m, head), t, parameters).getFloat();
                    });
        }
    }

    private Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("cam.weight", Tensor.of(random(1, 2 * CHANNELS), 2, CHANNELS, 1, 1));
        tensors.put("cam.bias", Tensor.of(new float[] {0.5f, -2}, 2));
        return tensors;
    }

    @Test
    void knowsNothingAtFirst() throws IOException {
        double expected = Math.log(1 + Math.exp(-3)) + 1.5;
        Map<String, Tensor> nothing = new HashMap<>(head.initial(1));
        nothing.put("cam.weight", Tensor.zeros(2, CHANNELS, 1, 1));
        assertEquals(expected, loss(nothing), 1e-5);
    }

    /** What makes class activation maps work: the mean of the map is the logit, less the bias. */
    @Test
    void theMeanOfAMapIsItsLogitWithoutTheBias() throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors())) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray features =
                                m.create(random(2, 20 * CHANNELS), new Shape(1, CHANNELS, 4, 5));
                        float[] maps = head.activations(features, parameters).toFloatArray();
                        float[] bias = parameters.get("cam.bias").toFloatArray();
                        double[] logits = {
                            head.pool(maps, 0, 20) + bias[0], head.pool(maps, 20, 20) + bias[1]
                        };
                        double expected = 0;
                        for (int k = 0; k < 2; k++) {
                            expected += Math.log(1 + Math.exp(k == 0 ? -logits[k] : logits[k])) / 2;
                        }
                        Bag bag = Bag.of(m, List.of(features), head::rankWeights);
                        NDArray targets = m.create(new float[] {1, 0}, new Shape(1, 2));
                        assertEquals(
                                expected, head.loss(bag, targets, parameters).getFloat(), 1e-4);
                        return null;
                    });
        }
    }

    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        Map<String, Tensor> at = tensors();
        float[] gradient;
        try (Parameters parameters = TestEngine.ENGINE.parameters(at)) {
            gradient =
                    TestEngine.ENGINE.run(
                            m -> {
                                NDArray weight = parameters.get("cam.weight");
                                weight.setRequiresGradient(true);
                                parameters.lendTo(m);
                                Bag bag = bag(m, head);
                                NDArray t = m.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
                                try (GradientCollector collector =
                                        m.getEngine().newGradientCollector()) {
                                    collector.backward(head.loss(bag, t, parameters));
                                }
                                return weight.getGradient().toFloatArray();
                            });
        }
        for (int i = 0; i < gradient.length; i += 17) {
            double slope = (loss(moved(at, i, 1e-2f)) - loss(moved(at, i, -1e-2f))) / 2e-2;
            assertEquals(slope, gradient[i], 1e-4, "weight " + i);
        }
    }

    private static Map<String, Tensor> moved(Map<String, Tensor> at, int i, float by) {
        float[] values = at.get("cam.weight").values().clone();
        values[i] += by;
        Map<String, Tensor> moved = new HashMap<>(at);
        moved.put("cam.weight", Tensor.of(values, 2, CHANNELS, 1, 1));
        return moved;
    }

    @Test
    void aSeedGivesTheSameStartAndAnotherAnother() {
        float[] one = head.initial(1).get("cam.weight").values();
        assertArrayEquals(one, head.initial(1).get("cam.weight").values());
        assertTrue(!java.util.Arrays.equals(one, head.initial(2).get("cam.weight").values()));
    }

    @Test
    void enginesAgree() throws IOException {
        new Agreement()
                .learning(
                        tensors(),
                        (inference, m, p) -> {
                            Bag bag = bag(m, head);
                            NDArray t = m.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
                            return () -> head.loss(bag, t, p);
                        });
    }
}
