package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.Map;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

/** The loss and the pooling that heads share. */
class TagHeadTest {
    /** The two highest count for 1 and 0.5, the lowest for -1. */
    private static final TagHead HEAD =
            new TagHead() {
                @Override
                public Map<String, Tensor> initial(long seed) {
                    return Map.of();
                }

                @Override
                public NDArray loss(Bag bag, NDArray targets, Parameters parameters) {
                    return TagHead.multiLabel(bag.ranked(bag.features()), targets);
                }

                @Override
                public NDArray activations(NDArray features, Parameters parameters) {
                    return features;
                }

                @Override
                public float[] rankWeights(int places) {
                    float[] weights = new float[places];
                    weights[0] = 1;
                    weights[1] = 0.5f;
                    weights[places - 1] -= 1;
                    return weights;
                }
            };

    private static float loss(NDManager m, float[] logits, float[] targets) {
        return TagHead.multiLabel(
                        m.create(logits, new Shape(1, logits.length)),
                        m.create(targets, new Shape(1, targets.length)))
                .getFloat();
    }

    @Test
    void poolsByRankAsABagDoes() throws IOException {
        float[] planes = {9, 9, 3, -2, 5, 1, 0, 0};
        assertEquals(5 + 1.5 + 2, HEAD.pool(planes, 2, 4), 1e-6);
        TestEngine.ENGINE.run(
                m -> {
                    NDArray x = m.create(planes, new Shape(1, 2, 2, 2));
                    Bag bag = Bag.of(m, java.util.List.of(x), HEAD::rankWeights);
                    float[] ranked = bag.ranked(bag.features()).toFloatArray();
                    assertEquals(HEAD.pool(planes, 0, 4), ranked[0], 1e-6);
                    assertEquals(HEAD.pool(planes, 4, 4), ranked[1], 1e-6);
                    return null;
                });
    }

    @Test
    void lossIsTheMeanBinaryCrossEntropy() throws IOException {
        float[] logits = {0, 2, -3};
        float[] targets = {1, 0, 1};
        double expected = (Math.log(2) + Math.log(1 + Math.exp(2)) + Math.log(1 + Math.exp(3))) / 3;
        TestEngine.ENGINE.run(
                m -> {
                    assertEquals(expected, loss(m, logits, targets), 1e-5);
                    assertEquals(0, loss(m, new float[] {90, -90}, new float[] {1, 0}), 1e-6);
                    assertEquals(90, loss(m, new float[] {90}, new float[] {0}), 1e-4);
                    return null;
                });
    }

    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        float[] at = {0.4f, -1.3f, 2.1f, -0.2f};
        float[] targets = {1, 0, 0, 1};
        TestEngine.ENGINE.run(
                m -> {
                    NDArray x = m.create(at, new Shape(1, 4));
                    x.setRequiresGradient(true);
                    try (GradientCollector collector = m.getEngine().newGradientCollector()) {
                        collector.backward(TagHead.multiLabel(x, m.create(targets, x.getShape())));
                    }
                    float[] gradient = x.getGradient().toFloatArray();
                    for (int i = 0; i < 4; i++) {
                        float[] more = at.clone();
                        float[] less = at.clone();
                        more[i] += 1e-2f;
                        less[i] -= 1e-2f;
                        double slope = (loss(m, more, targets) - loss(m, less, targets)) / 2e-2;
                        assertEquals(slope, gradient[i], 1e-3, "logit " + i);
                    }
                    return null;
                });
    }
}
