package org.espalier.method.wildcat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.classification.Bag;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcatHeadTest {
    private static final float[] TARGETS = {1, 0, 0, 1};

    private static WildcatHead head(int channels, int maps, SpatialPooling pooling) {
        return new WildcatHead(channels, 2, maps, pooling, false);
    }

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Map<String, Tensor> tensors(int channels, int maps) {
        Map<String, Tensor> tensors = new HashMap<>();
        int rows = 2 * maps;
        tensors.put("wildcat.weight", Tensor.of(random(1, rows * channels), rows, channels, 1, 1));
        tensors.put("wildcat.bias", Tensor.of(random(2, rows), rows));
        return tensors;
    }

    /** An image of 3 x 4 places and one of 2 x 3. */
    private static Bag bag(NDManager m, WildcatHead head, int channels) {
        return Bag.of(
                m,
                List.of(
                        m.create(random(3, 12 * channels), new Shape(1, channels, 3, 4)),
                        m.create(random(4, 6 * channels), new Shape(1, channels, 2, 3))),
                head::rankWeights);
    }

    private static double loss(WildcatHead head, int channels, Map<String, Tensor> tensors)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray targets = m.create(TARGETS, new Shape(2, 2));
                        return (double)
                                head.loss(bag(m, head, channels), targets, parameters).getFloat();
                    });
        }
    }

    /** One feature, two classes of two maps each, three places, worked out by hand. */
    @Test
    void scoresAndLossByHand() throws IOException {
        WildcatHead head = head(1, 2, new SpatialPooling(1, 1, 0.5));
        Map<String, Tensor> tensors = new HashMap<>();
        // class 0: maps x and 3 x; class 1: maps -x + 1 and -x + 3
        tensors.put("wildcat.weight", Tensor.of(new float[] {1, 3, -1, -1}, 4, 1, 1, 1));
        tensors.put("wildcat.bias", Tensor.of(new float[] {0, 0, 1, 3}, 4));
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray x = m.create(new float[] {2, -1, 1}, new Shape(1, 1, 1, 3));
                        float[] maps = head.activations(x, parameters).toFloatArray();
                        assertArrayEquals(new float[] {4, -2, 2, 0, 3, 1}, maps, 1e-6f);
                        // (4 + 0.5 * -2) / 2 and (3 + 0.5 * 0) / 2
                        assertEquals(1.5, head.pool(maps, 0, 3), 1e-6);
                        assertEquals(1.5, head.pool(maps, 3, 3), 1e-6);
                        Bag bag = Bag.of(m, List.of(x), head::rankWeights);
                        NDArray targets = m.create(new float[] {1, 0}, new Shape(1, 2));
                        double expected =
                                (Math.log(1 + Math.exp(-1.5)) + Math.log(1 + Math.exp(1.5))) / 2;
                        assertEquals(
                                expected, head.loss(bag, targets, parameters).getFloat(), 1e-6);
                        return null;
                    });
        }
    }

    @Test
    void aTrainedBackgroundIsPresentInEveryImage() throws IOException {
        WildcatHead head = new WildcatHead(1, 3, 1, new SpatialPooling(1, 0, 0), true);
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("wildcat.weight", Tensor.of(new float[] {1, 2, -1}, 3, 1, 1, 1));
        tensors.put("wildcat.bias", Tensor.of(new float[] {0, 0, 0}, 3));
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray x = m.create(new float[] {2}, new Shape(1, 1, 1, 1));
                        Bag bag = Bag.of(m, List.of(x), head::rankWeights);
                        NDArray targets = m.create(new float[] {0, 1}, new Shape(1, 2));
                        double expected =
                                (Math.log(1 + Math.exp(-2))
                                                + Math.log(1 + Math.exp(4))
                                                + Math.log(1 + Math.exp(2)))
                                        / 3;
                        assertEquals(
                                expected, head.loss(bag, targets, parameters).getFloat(), 1e-5);
                        return null;
                    });
        }
    }

    /** CAM pools the features before it weighs them; the result is the same. */
    @Test
    void oneMapOverAllRegionsIsCam() throws IOException {
        WildcatHead head = head(8, 1, new SpatialPooling(1e9, 0, 0));
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors(8, 1))) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        Bag bag = bag(m, head, 8);
                        NDArray weight = parameters.get("wildcat.weight").reshape(2, 8);
                        NDArray logits =
                                bag.mean(bag.features())
                                        .matMul(weight.transpose())
                                        .add(parameters.get("wildcat.bias"));
                        NDArray targets = m.create(TARGETS, new Shape(2, 2));
                        assertEquals(
                                org.espalier.classification.TagHead.multiLabel(logits, targets)
                                        .getFloat(),
                                head.loss(bag, targets, parameters).getFloat(),
                                1e-6);
                        return null;
                    });
        }
    }

    @Test
    void oneHighestRegionIsMaxPooling() throws IOException {
        WildcatHead head = head(8, 1, new SpatialPooling(1, 0, 0));
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors(8, 1))) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        Bag bag = bag(m, head, 8);
                        NDArray places = head.activations(bag.features().expandDims(2), parameters);
                        NDArray logits = bag.max(places.reshape(2, 2, -1));
                        NDArray targets = m.create(TARGETS, new Shape(2, 2));
                        assertEquals(
                                org.espalier.classification.TagHead.multiLabel(logits, targets)
                                        .getFloat(),
                                head.loss(bag, targets, parameters).getFloat());
                        return null;
                    });
        }
    }

    @Test
    void foldedMapsGiveTheSameActivations() throws IOException {
        WildcatHead head = head(8, 5, new SpatialPooling(0.4, 0.2, 0.7));
        Map<String, Tensor> learned = tensors(8, 5);
        learned.put("other", Tensor.zeros(3));
        Map<String, Tensor> folded = head.fold(learned);
        assertArrayEquals(new long[] {2, 8, 1, 1}, folded.get("wildcat.weight").shape());
        assertArrayEquals(new long[] {3}, folded.get("other").shape());
        try (Parameters many = TestEngine.ENGINE.parameters(learned);
                Parameters one = TestEngine.ENGINE.parameters(folded)) {
            TestEngine.ENGINE.run(
                    m -> {
                        many.lendTo(m);
                        one.lendTo(m);
                        NDArray x = m.create(random(7, 2 * 8 * 12), new Shape(2, 8, 3, 4));
                        assertArrayEquals(
                                head.activations(x, many).toFloatArray(),
                                head.folded().activations(x, one).toFloatArray(),
                                1e-5f);
                        return null;
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.2, 0.7", "2, 3, 1", "0.5, 0, 0", "1e9, 0, 0", "1, 0, 0"})
    void gradientAgreesWithFiniteDifferences(double highest, double lowest, double alpha)
            throws IOException {
        int channels = 3;
        WildcatHead head = head(channels, 2, new SpatialPooling(highest, lowest, alpha));
        Map<String, Tensor> at = tensors(channels, 2);
        for (String name : at.keySet()) {
            float[] gradient = gradient(head, channels, at, name);
            for (int i = 0; i < gradient.length; i++) {
                double slope =
                        (loss(head, channels, moved(at, name, i, 1e-3f))
                                        - loss(head, channels, moved(at, name, i, -1e-3f)))
                                / 2e-3;
                assertEquals(slope, gradient[i], 1e-3, name + " " + i);
            }
        }
    }

    private static float[] gradient(
            WildcatHead head, int channels, Map<String, Tensor> at, String name)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(at)) {
            return TestEngine.ENGINE.run(
                    m -> {
                        parameters.get(name).setRequiresGradient(true);
                        parameters.lendTo(m);
                        Bag bag = bag(m, head, channels);
                        NDArray targets = m.create(TARGETS, new Shape(2, 2));
                        try (GradientCollector collector = m.getEngine().newGradientCollector()) {
                            collector.backward(head.loss(bag, targets, parameters));
                        }
                        return parameters.get(name).getGradient().toFloatArray();
                    });
        }
    }

    private static Map<String, Tensor> moved(Map<String, Tensor> at, String name, int i, float by) {
        float[] values = at.get(name).values().clone();
        values[i] += by;
        Map<String, Tensor> moved = new HashMap<>(at);
        moved.put(name, new Tensor(at.get(name).shape(), values));
        return moved;
    }

    @Test
    void enginesAgree() throws IOException {
        WildcatHead head = head(8, 3, new SpatialPooling(2, 2, 0.5));
        Agreement engines = new Agreement();
        engines.learning(
                tensors(8, 3),
                (inference, m, p) -> {
                    Bag bag = bag(m, head, 8);
                    NDArray targets = m.create(TARGETS, new Shape(2, 2));
                    return () -> head.loss(bag, targets, p);
                });
        engines.forward(
                tensors(8, 3),
                (inference, m, p) ->
                        head.activations(m.create(random(5, 96), new Shape(1, 8, 3, 4)), p));
    }
}
