package org.espalier.method.ial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.testing.TestContext;
import org.espalier.testing.engines.Agreement;
import org.espalier.training.Batch;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

/** The loss of the network, whose propagation and gradient are plain Java. */
class PairwiseObjectiveTest {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 4;
    private static final PairwiseNetwork NETWORK = new PairwiseNetwork(3, 4);

    private final TestContext context =
            new TestContext(Path.of("."), Halves.CLASSES, Halves.settings());
    private final List<Sample> samples = Halves.samples(3);
    private final PairwiseObjective objective =
            new PairwiseObjective(NETWORK, this::example, samples, 0.5, context);

    /** The third image has nothing that is sure. */
    private PairwiseObjective.Example example(Sample sample) throws IOException {
        int index = Halves.index(sample.id());
        int cells = HEIGHT * WIDTH;
        float[] unary = new float[2 * cells];
        byte[] plane = new byte[cells];
        int[] region = new int[cells];
        for (int i = 0; i < cells; i++) {
            unary[i] = 0.2f + 0.6f * ((i * 7 + index) % 11) / 10f;
            unary[cells + i] = 1 - unary[i];
            plane[i] = index == 2 || i % 3 == 0 ? (byte) ClassSet.VOID : (byte) (i % 2);
            region[i] = i / 6;
        }
        float[] features = PropagationTest.gaussian(3 * cells, 40 + index, 1);
        return new PairwiseObjective.Example(
                new FeatureMap(3, HEIGHT, WIDTH, features),
                new PairwiseLoss.Grid(HEIGHT, WIDTH, unary, plane, region));
    }

    private static Batch batch(int... indices) {
        return new Batch(0, 0, indices, new SplittableRandom(1));
    }

    /** Weights that differ from cell to cell, which they do not before training. */
    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new HashMap<>(NETWORK.initial(3));
        Tensor out = parameters.get("pairwise.out.weight");
        parameters.put(
                "pairwise.out.weight",
                new Tensor(out.shape(), PropagationTest.gaussian(out.values().length, 8, 0.15)));
        return parameters;
    }

    private double loss(List<PairwiseObjective.Example> data, Map<String, Tensor> tensors)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    manager -> {
                        parameters.lendTo(manager);
                        NDList inputs = objective.inputs(manager, data, parameters);
                        return objective.loss(inputs, parameters).toFloatArray()[0];
                    });
        }
    }

    @Test
    void isTheMeanLossOfTheImages() throws IOException {
        List<PairwiseObjective.Example> data = objective.read(batch(0, 1));
        double expected = 0;
        try (Parameters parameters = TestEngine.ENGINE.parameters(parameters())) {
            for (PairwiseObjective.Example example : data) {
                float[] raw =
                        TestEngine.ENGINE.run(
                                manager -> {
                                    parameters.lendTo(manager);
                                    NDArray features =
                                            org.espalier.inference.DeviceArrays.of(
                                                    manager, example.features());
                                    return NETWORK.forward(features, parameters).toFloatArray();
                                });
                expected += PairwiseLoss.of(example.grid(), Weights.of(raw), 0.5).value() / 2;
            }
        }
        assertEquals(expected, loss(data, parameters()), 1e-5);
    }

    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        List<PairwiseObjective.Example> data = objective.read(batch(0, 1));
        for (String name :
                List.of("pairwise.reduce.weight", "pairwise.mix.weight", "pairwise.out.bias")) {
            Map<String, Tensor> start = parameters();
            float[] gradient = gradient(data, start, name);
            double squares = 0;
            for (float g : gradient) {
                squares += (double) g * g;
            }
            double step = 0.01 / Math.sqrt(squares);
            double more = loss(data, moved(start, name, gradient, step));
            double less = loss(data, moved(start, name, gradient, -step));
            assertTrue(squares > 1e-7, name + " does not matter");
            // a kink, of a maximum or a rectifier, may lie within a step
            assertEquals(squares, (more - less) / (2 * step), 0.15 * squares, name);
        }
    }

    private float[] gradient(
            List<PairwiseObjective.Example> data, Map<String, Tensor> start, String name)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(start)) {
            return TestEngine.ENGINE.run(
                    manager -> {
                        parameters.get(name).setRequiresGradient(true);
                        parameters.lendTo(manager);
                        NDList inputs = objective.inputs(manager, data, parameters);
                        try (GradientCollector collector =
                                manager.getEngine().newGradientCollector()) {
                            collector.backward(objective.loss(inputs, parameters));
                        }
                        return parameters.get(name).getGradient().toFloatArray();
                    });
        }
    }

    private static Map<String, Tensor> moved(
            Map<String, Tensor> start, String name, float[] along, double by) {
        Map<String, Tensor> moved = new HashMap<>(start);
        float[] values = start.get(name).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (by * along[i]);
        }
        moved.put(name, new Tensor(start.get(name).shape(), values));
        return moved;
    }

    @Test
    void anImageWithNothingSureIsSkipped() throws IOException {
        assertEquals(2, objective.read(batch(0, 1, 2)).size());
        assertNull(objective.read(batch(2)));
    }

    @Test
    void aBadImageIsReportedAndSkipped() throws IOException {
        PairwiseObjective failing =
                new PairwiseObjective(
                        NETWORK,
                        sample -> {
                            if (sample.id().equals("half1")) {
                                throw new BadInputException("half1", "is torn", "give another");
                            }
                            return example(sample);
                        },
                        samples,
                        0.5,
                        context);
        assertEquals(1, failing.read(batch(0, 1)).size());
        assertEquals(Set.of("half1"), context.failures().keySet());
    }

    @Test
    void enginesAgree() throws IOException {
        List<PairwiseObjective.Example> data = objective.read(batch(0, 1));
        new Agreement()
                .learning(
                        parameters(),
                        (inference, manager, p) -> {
                            NDList inputs = objective.inputs(manager, data, p);
                            return () -> objective.loss(inputs, p);
                        });
    }
}
