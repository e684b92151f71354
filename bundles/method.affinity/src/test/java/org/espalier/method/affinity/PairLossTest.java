package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class PairLossTest {
    private static final int SIDE = 6;
    private static final Stencil STENCIL = Stencil.of(3);
    private static final byte VOID = (byte) ClassSet.VOID;
    private static final double EPSILON = 1e-5;

    /** Three cells in a row whose two features are 0 0, 1 3 and 1 4: differences 2, 2.5 and 0.5. */
    private static double loss(int background, int... labels) throws IOException {
        byte[] grid = new byte[3];
        for (int i = 0; i < 3; i++) {
            grid[i] = (byte) labels[i];
        }
        Stencil stencil = Stencil.of(3);
        Pairs pairs = Pairs.of(new byte[][] {grid}, 1, 3, background, stencil);
        return TestEngine.ENGINE.run(
                manager -> {
                    NDArray f =
                            manager.create(new float[] {0, 1, 1, 0, 3, 4}, new Shape(1, 2, 1, 3));
                    Shape shape = new Shape(1, stencil.size(), 1, 3);
                    return PairLoss.of(
                                    PairLoss.differences(f, stencil),
                                    manager.create(pairs.alike(), shape),
                                    manager.create(pairs.different(), shape))
                            .getFloat();
                });
    }

    private static double alike(double difference) {
        return -Math.log(Math.exp(-difference) + EPSILON);
    }

    private static double different(double difference) {
        return -Math.log(1 + EPSILON - Math.exp(-difference));
    }

    @Test
    void theThreeTermsByHand() throws IOException {
        assertEquals((alike(2) + alike(0.5) + alike(2.5)) / 3 / 4, loss(0, 0, 0, 0), 1e-5);
        assertEquals((alike(2) + alike(0.5) + alike(2.5)) / 3 / 4, loss(0, 9, 9, 9), 1e-5);
        assertEquals(
                (different(2) + different(0.5) + different(2.5)) / 3 / 2, loss(0, 1, 2, 3), 1e-5);
        assertEquals(alike(0.5) / 4, loss(0, VOID, 0, 0), 1e-5);
        assertEquals(0, loss(0, VOID, 0, VOID), 1e-7);
    }

    @Test
    void theThreeTermsTogether() throws IOException {
        double expected = alike(2) / 4 + (different(2.5) + different(0.5)) / 2 / 2;
        assertEquals(expected, loss(0, 0, 0, 5), 1e-5);
        assertEquals(expected, loss(7, 0, 0, 5), 1e-5, "foreground weighs what background does");
    }

    @Test
    void theAffinitiesOfPlainJavaAreThoseThatAreLearned() throws IOException {
        int height = 6;
        int width = 9;
        float[] values = DenseWalk.planes(4 * height * width, 2);
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 * values[i] - 1;
        }
        Stencil stencil = Stencil.of(4);
        float[] learned =
                TestEngine.ENGINE.run(
                        m ->
                                PairLoss.differences(
                                                m.create(values, new Shape(1, 4, height, width)),
                                                stencil)
                                        .neg()
                                        .exp()
                                        .toFloatArray());
        LocalAffinities plain =
                LocalAffinities.of(new FeatureMap(4, height, width, values), stencil);
        for (int o = 0; o < stencil.size(); o++) {
            Stencil.Offset offset = stencil.ahead().get(o);
            for (int i = 0; i < height * width; i++) {
                int x = i % width + offset.dx();
                boolean inside = i / width + offset.dy() < height && x >= 0 && x < width;
                float expected = inside ? learned[o * height * width + i] : 0;
                assertEquals(expected, plain.values()[o][i], 1e-5);
            }
        }
    }

    /** Two squares of drawn features and labels. */
    private static PairObjective.Squares drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] labels = new byte[2][SIDE * SIDE];
        float[] x = new float[2 * 5 * SIDE * SIDE];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < 2 * SIDE * SIDE; i++) {
            labels[i / SIDE / SIDE][i % (SIDE * SIDE)] =
                    new byte[] {0, 0, 1, VOID}[random.nextInt(4)];
        }
        return new PairObjective.Squares(2, x, Pairs.of(labels, SIDE, SIDE, 0, STENCIL));
    }

    /** Against the central difference along the gradient of each parameter. */
    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        AffinityHead head = new AffinityHead(new int[] {3, 2}, new int[] {4, 3}, 5);
        PairObjective.Squares squares = drawn(4);
        PairObjective objective =
                new PairObjective(head, STENCIL, s -> null, s -> null, null, SIDE, 0, null);
        Map<String, Tensor> start = head.initial(8);
        Map<String, float[]> gradients = gradients(objective, squares, start);
        for (String name : start.keySet()) {
            double squared = 0;
            for (float g : gradients.get(name)) {
                squared += (double) g * g;
            }
            assertTrue(squared > 1e-8, name + " has no gradient");
            double size = 1e-3 / Math.sqrt(squared);
            double slope =
                    (loss(objective, squares, moved(start, name, gradients.get(name), size))
                                    - loss(
                                            objective,
                                            squares,
                                            moved(start, name, gradients.get(name), -size)))
                            / (2 * size);
            assertEquals(squared, slope, 0.02 * squared, name);
        }
    }

    private static Map<String, Tensor> moved(
            Map<String, Tensor> start, String name, float[] gradient, double by) {
        float[] values = start.get(name).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (by * gradient[i]);
        }
        Map<String, Tensor> moved = new LinkedHashMap<>(start);
        moved.put(name, new Tensor(start.get(name).shape(), values));
        return moved;
    }

    private static double loss(
            PairObjective objective, PairObjective.Squares squares, Map<String, Tensor> tensors)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    m -> objective.loss(objective.inputs(m, squares), parameters).getFloat());
        }
    }

    private static Map<String, float[]> gradients(
            PairObjective objective, PairObjective.Squares squares, Map<String, Tensor> tensors)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            parameters.names().forEach(n -> parameters.get(n).setRequiresGradient(true));
            return TestEngine.ENGINE.run(
                    (NDManager m) -> {
                        parameters.lendTo(m);
                        NDList inputs = objective.inputs(m, squares);
                        try (GradientCollector collector = m.getEngine().newGradientCollector()) {
                            collector.backward(objective.loss(inputs, parameters));
                        }
                        Map<String, float[]> gradients = new LinkedHashMap<>();
                        for (String name : parameters.names()) {
                            gradients.put(name, parameters.get(name).getGradient().toFloatArray());
                        }
                        return gradients;
                    });
        }
    }

    @Test
    void headsOfOneAndOfSeveralStagesGiveTheFeaturesWanted() throws IOException {
        for (int[] channels : new int[][] {{5}, {2, 3}, {1, 1, 3}}) {
            AffinityHead head = new AffinityHead(channels, new int[channels.length], 7);
            java.util.Arrays.fill(head.widths(), 4);
            try (Parameters parameters = TestEngine.ENGINE.parameters(head.initial(1))) {
                long[] shape =
                        TestEngine.ENGINE.run(
                                m ->
                                        head.forward(m.ones(new Shape(2, 5, 3, 4)), parameters)
                                                .getShape()
                                                .getShape());
                assertArrayEquals(new long[] {2, 7, 3, 4}, shape);
            }
        }
    }

    @Test
    void enginesAgree() throws IOException {
        AffinityHead head = new AffinityHead(new int[] {3, 2}, new int[] {4, 3}, 5);
        PairObjective.Squares squares = drawn(9);
        PairObjective objective =
                new PairObjective(head, STENCIL, s -> null, s -> null, null, SIDE, 0, null);
        new Agreement()
                .learning(
                        head.initial(8),
                        (inference, manager, p) -> {
                            NDList inputs = objective.inputs(manager, squares);
                            return () -> objective.loss(inputs, p);
                        });
    }
}
