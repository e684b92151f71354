package org.espalier.method.fcnmil;

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
import org.espalier.classification.Bag;
import org.espalier.classification.MeanHead;
import org.espalier.classification.Network;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

/** Background and two classes; where a case is worked out by hand, the scores are the features. */
class MilHeadTest {
    private static final int CHANNELS = 64;

    private final Network network =
            Network.of(
                    TestEngine.ENGINE.backbone("tiny", 8),
                    -1,
                    ClassSet.withBackground(List.of("background", "a", "b")));
    private final MilHead head = new MilHead(network);

    /** The first three channels are the three scores. */
    private static Map<String, Tensor> identity() {
        float[] weight = new float[3 * CHANNELS];
        for (int k = 0; k < 3; k++) {
            weight[k * CHANNELS + k] = 1;
        }
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("score.weight", Tensor.of(weight, 3, CHANNELS, 1, 1));
        tensors.put("score.bias", Tensor.zeros(3));
        return tensors;
    }

    /** An image of 2 x 3 places with these scores, plane by plane. */
    private static NDArray image(NDManager m, float... scores) {
        float[] features = java.util.Arrays.copyOf(scores, CHANNELS * 6);
        return m.create(features, new Shape(1, CHANNELS, 2, 3));
    }

    private double loss(float[] targets, float[]... images) throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(identity())) {
            return TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        List<NDArray> maps =
                                java.util.Arrays.stream(images).map(i -> image(m, i)).toList();
                        NDArray t = m.create(targets, new Shape(images.length, 2));
                        Bag bag = Bag.of(m, maps, head::rankWeights);
                        return (double) head.loss(bag, t, parameters).getFloat();
                    });
        }
    }

    /** Logarithms of 1 to 9, so that the softmax is a share of whole numbers. */
    private static float log(int n) {
        return (float) Math.log(n);
    }

    /**
     * Exponentials of the scores of the 2 x 3 places, and with them the probabilities:
     *
     * <pre>
     *   background  1 1 6    class a  1 2 1    class b  2 1 1    sum  4 4 8
     *               1 1 1             1 1 7             6 1 1         8 3 9
     * </pre>
     */
    private static final float[] SCORES = {
        log(1), log(1), log(6), log(1), log(1), log(1), //
        log(1), log(2), log(1), log(1), log(1), log(7), //
        log(2), log(1), log(1), log(6), log(1), log(1)
    };

    @Test
    void lossByHand() throws IOException {
        // background best at 6/8, class a at 7/9, class b at 6/8
        double background = -Math.log(6.0 / 8);
        double a = -Math.log(7.0 / 9);
        double b = -Math.log(6.0 / 8);
        assertEquals((background + a) / 2, loss(new float[] {1, 0}, SCORES), 1e-6);
        assertEquals((background + b) / 2, loss(new float[] {0, 1}, SCORES), 1e-6);
        assertEquals((background + a + b) / 3, loss(new float[] {1, 1}, SCORES), 1e-6);
    }

    @Test
    void anImageWithoutTagsHasTheBackground() throws IOException {
        assertEquals(-Math.log(6.0 / 8), loss(new float[] {0, 0}, SCORES), 1e-6);
    }

    @Test
    void aBatchIsTheMeanOverItsImages() throws IOException {
        float[] flat = new float[18];
        double expected = (loss(new float[] {1, 0}, SCORES) + Math.log(3)) / 2;
        assertEquals(expected, loss(new float[] {1, 0, 0, 1}, SCORES, flat), 1e-6);
    }

    @Test
    void theOrderOfThePlacesDoesNotMatter() throws IOException {
        int[] order = {4, 2, 0, 5, 1, 3};
        float[] permuted = new float[18];
        for (int i = 0; i < 18; i++) {
            permuted[i] = SCORES[i / 6 * 6 + order[i % 6]];
        }
        assertEquals(loss(new float[] {1, 1}, SCORES), loss(new float[] {1, 1}, permuted), 1e-6);
    }

    /** The gradient by the scores, which are the first channels. */
    private float[] gradient(float[] targets, float[] scores) throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(identity())) {
            return TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        Bag bag = Bag.of(m, List.of(image(m, scores)), head::rankWeights);
                        bag.features().setRequiresGradient(true);
                        NDArray t = m.create(targets, new Shape(1, 2));
                        try (GradientCollector collector = m.getEngine().newGradientCollector()) {
                            collector.backward(head.loss(bag, t, parameters));
                        }
                        float[] all = bag.features().getGradient().toFloatArray();
                        return java.util.Arrays.copyOf(all, 18);
                    });
        }
    }

    /** (p - onehot) / |L| at the best places and nothing elsewhere. */
    @Test
    void onlyTheBestPlacesLearn() throws IOException {
        float[] expected = new float[18];
        // background at place 2, of 1/8 and 6/8
        expected[2] = (6 / 8f - 1) / 2;
        expected[8] = 1 / 8f / 2;
        expected[14] = 1 / 8f / 2;
        // class a at place 5, of 1/9 and 7/9
        expected[5] = 1 / 9f / 2;
        expected[11] = (7 / 9f - 1) / 2;
        expected[17] = 1 / 9f / 2;
        assertArrayEquals(expected, gradient(new float[] {1, 0}, SCORES), 1e-6f);
    }

    @Test
    void ofEqualPlacesTheFirstLearns() throws IOException {
        float[] gradient = gradient(new float[] {0, 0}, new float[18]);
        float[] expected = new float[18];
        expected[0] = 1 / 3f - 1;
        expected[6] = 1 / 3f;
        expected[12] = 1 / 3f;
        assertArrayEquals(expected, gradient, 1e-6f);
    }

    /** Two classes that choose one place add their gradients there. */
    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (float[] targets : new float[][] {{1, 1}, {0, 1}, {0, 0}}) {
            float[] scores = new float[18];
            for (int i = 0; i < 18; i++) {
                scores[i] = (float) random.nextGaussian();
            }
            scores[3] += 3;
            scores[9] += 3;
            float[] gradient = gradient(targets, scores);
            for (int i = 0; i < 18; i++) {
                float[] more = scores.clone();
                float[] less = scores.clone();
                more[i] += 1e-2f;
                less[i] -= 1e-2f;
                double slope = (loss(targets, more) - loss(targets, less)) / 2e-2;
                assertEquals(slope, gradient[i], 1e-3, "score " + i);
            }
        }
    }

    @Test
    void startsWithTheRowsThatLearnedTagsAndNoBackground() {
        MeanHead rows = new MeanHead("rows", network);
        Map<String, Tensor> taught = new HashMap<>(rows.initial(3));
        taught.put("stage3.1.weight", Tensor.zeros(2));
        Map<String, Tensor> initial = head.initial(rows, taught);
        assertEquals(
                java.util.Set.of("score.weight", "score.bias", "stage3.1.weight"),
                initial.keySet());
        float[] weight = initial.get("score.weight").values();
        assertArrayEquals(new long[] {3, CHANNELS, 1, 1}, initial.get("score.weight").shape());
        assertArrayEquals(new float[CHANNELS], java.util.Arrays.copyOf(weight, CHANNELS));
        assertArrayEquals(
                taught.get("rows.weight").values(),
                java.util.Arrays.copyOfRange(weight, CHANNELS, 3 * CHANNELS));
        assertArrayEquals(new float[] {0, -3, -3}, initial.get("score.bias").values());
    }

    @Test
    void activationsAreProbabilities() throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(identity())) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        float[] p = head.activations(image(m, SCORES), parameters).toFloatArray();
                        assertEquals(6 / 8f, p[2], 1e-6);
                        assertEquals(7 / 9f, p[11], 1e-6);
                        for (int i = 0; i < 6; i++) {
                            assertEquals(1, p[i] + p[6 + i] + p[12 + i], 1e-6);
                        }
                        assertEquals(7 / 9.0, head.pool(p, 6, 6), 1e-6);
                        return null;
                    });
        }
    }

    @Test
    void withoutABackgroundThereAreOnlyTags() throws IOException {
        MilHead plain =
                new MilHead(
                        Network.of(
                                network.backbone(),
                                -1,
                                ClassSet.withoutBackground(List.of("a", "b"))));
        assertArrayEquals(
                new long[] {2, CHANNELS, 1, 1}, plain.initial(1).get("score.weight").shape());
        try (Parameters parameters = TestEngine.ENGINE.parameters(plain.initial(1))) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        Bag bag = Bag.of(m, List.of(image(m, SCORES)), plain::rankWeights);
                        NDArray one = m.create(new float[] {0, 1}, new Shape(1, 2));
                        NDArray none = m.create(new float[] {0, 0}, new Shape(1, 2));
                        assertEquals(
                                Math.log(2), plain.loss(bag, one, parameters).getFloat(), 1e-6);
                        assertTrue(plain.loss(bag, none, parameters).getFloat() == 0);
                        return null;
                    });
        }
    }

    @Test
    void enginesAgree() throws IOException {
        new Agreement()
                .learning(
                        identity(),
                        (inference, m, p) -> {
                            Bag bag = Bag.of(m, List.of(image(m, SCORES)), head::rankWeights);
                            NDArray t = m.create(new float[] {1, 0}, new Shape(1, 2));
                            return () -> head.loss(bag, t, p);
                        });
    }
}
