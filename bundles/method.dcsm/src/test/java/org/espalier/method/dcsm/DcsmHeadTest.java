package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.classification.Bag;
import org.espalier.classification.Network;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DcsmHeadTest {
    private static final int CHANNELS = 64;
    private static final int TAGS = 2;

    private final Inference inference = TestEngine.ENGINE;
    private final Network network =
            Network.of(
                    inference.backbone("tiny", 8),
                    -1,
                    ClassSet.withBackground(List.of("background", "a", "b")));

    private static float[] gaussian(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Bag bag(NDManager manager, DcsmHead head) {
        NDArray large = manager.create(gaussian(CHANNELS * 6, 1), new Shape(1, CHANNELS, 2, 3));
        NDArray small = manager.create(gaussian(CHANNELS * 4, 2), new Shape(1, CHANNELS, 2, 2));
        return Bag.of(manager, List.of(large, small), head::rankWeights);
    }

    private double loss(DcsmHead head, Map<String, Tensor> parameters) throws IOException {
        return inference.run(
                manager ->
                        (double)
                                head.loss(
                                                bag(manager, head),
                                                manager.create(
                                                        new float[] {1, 0, 0, 1}, new Shape(2, 2)),
                                                Parameters.of(manager, parameters))
                                        .getFloat());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .5, 1})
    void theLossHasTheGradientOfFiniteDifferences(double share) throws IOException {
        DcsmHead head = new DcsmHead(network, share);
        Map<String, Tensor> start = head.initial(5);
        Map<String, float[]> gradients =
                inference.run(
                        manager -> {
                            Parameters p = Parameters.of(manager, start);
                            p.names().forEach(name -> p.get(name).setRequiresGradient(true));
                            Bag bag = bag(manager, head);
                            NDArray targets =
                                    manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
                            try (GradientCollector collector =
                                    manager.getEngine().newGradientCollector()) {
                                collector.backward(head.loss(bag, targets, p));
                            }
                            Map<String, float[]> all = new LinkedHashMap<>();
                            p.names()
                                    .forEach(
                                            n -> all.put(n, p.get(n).getGradient().toFloatArray()));
                            return all;
                        });
        for (String name : start.keySet()) {
            for (int at : new int[] {0, 1, start.get(name).values().length - 1}) {
                double step = 1e-2;
                double slope =
                        (loss(head, moved(start, name, at, step))
                                        - loss(head, moved(start, name, at, -step)))
                                / (2 * step);
                assertEquals(slope, gradients.get(name)[at], 2e-4 + .02 * Math.abs(slope), name);
            }
        }
    }

    private static Map<String, Tensor> moved(
            Map<String, Tensor> from, String name, int at, double by) {
        Map<String, Tensor> moved = new LinkedHashMap<>(from);
        float[] values = from.get(name).values().clone();
        values[at] += (float) by;
        moved.put(name, new Tensor(from.get(name).shape(), values));
        return moved;
    }

    @Test
    void theShareOfPlacesRunsFromTheBestToAll() {
        float[] activations = {9, 9, 1, 4, 2, 3, 9};
        assertEquals(4, new DcsmHead(network, 0).pool(activations, 2, 4));
        assertEquals(3.5, new DcsmHead(network, .5).pool(activations, 2, 4));
        assertEquals(2.5, new DcsmHead(network, 1).pool(activations, 2, 4));
        assertArrayEquals(new float[] {1}, new DcsmHead(network, 0).rankWeights(1));
        assertTrue(new DcsmHead(network, 1).averages());
    }

    @Test
    void allPlacesAreTheMeanOfTheFeatures() throws IOException {
        Map<String, Tensor> start = new DcsmHead(network, 1).initial(3);
        // one image, so that no padding comes in
        float[] both =
                inference.run(
                        manager -> {
                            Parameters p = Parameters.of(manager, start);
                            NDArray x =
                                    manager.create(
                                            gaussian(CHANNELS * 6, 1),
                                            new Shape(1, CHANNELS, 2, 3));
                            NDArray targets = manager.ones(new Shape(1, TAGS));
                            float[] losses = new float[2];
                            for (int i = 0; i < 2; i++) {
                                DcsmHead head = new DcsmHead(network, i == 0 ? 1 : 1 - 1e-9);
                                Bag bag = Bag.of(manager, List.of(x), head::rankWeights);
                                losses[i] = head.loss(bag, targets, p).getFloat();
                            }
                            return losses;
                        });
        assertEquals(both[0], both[1], 1e-5f);
    }

    @Test
    void slopesAreRowsOfTheWeights() {
        DcsmHead head = new DcsmHead(network, 0);
        Map<String, Tensor> start = head.initial(3);
        float[] weight = start.get("dcsm.weight").values();
        float[] slopes = head.slopes(new int[] {1, 0, 1}, start);
        assertEquals(3 * CHANNELS, slopes.length);
        assertEquals(weight[CHANNELS + 5], slopes[5]);
        assertEquals(weight[5], slopes[CHANNELS + 5]);
        assertEquals(weight[CHANNELS], slopes[2 * CHANNELS]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .5, 1})
    void enginesAgree(double share) throws IOException {
        DcsmHead head = new DcsmHead(network, share);
        new Agreement()
                .learning(
                        head.initial(5),
                        (engine, manager, p) -> {
                            Bag bag = bag(manager, head);
                            NDArray targets =
                                    manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
                            return () -> head.loss(bag, targets, p);
                        });
    }
}
