package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.training.Batch;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class RowObjectiveTest {
    private static final RowHead HEAD = new RowHead(3, 4);
    private static final RowMoments AS_THEY_ARE =
            new RowMoments(new float[3], new float[] {1, 1, 1});

    private static RowObjective objective(byte... labels) {
        return new RowObjective(
                HEAD,
                AS_THEY_ARE,
                batch -> new Rows(3, gaussian(3 * labels.length, 7), labels.clone()));
    }

    private static float[] gaussian(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Batch batch() {
        return new Batch(0, 0, new int[] {0}, new SplittableRandom(3));
    }

    /** Outputs that are not all alike, as they are before training. */
    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new HashMap<>(HEAD.initial(1));
        float[] out = gaussian(RowHead.HIDDEN * 4, 5);
        for (int i = 0; i < out.length; i++) {
            out[i] *= 0.1f;
        }
        parameters.put("out.weight", Tensor.of(out, RowHead.HIDDEN, 4));
        return parameters;
    }

    private static double loss(RowObjective objective, Map<String, Tensor> tensors)
            throws IOException {
        RowObjective.Data data = objective.read(batch());
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    manager -> {
                        parameters.lendTo(manager);
                        NDList inputs = objective.inputs(manager, data);
                        return objective.loss(inputs, parameters).toFloatArray()[0];
                    });
        }
    }

    @Test
    void alikeOutputsCostTheLogarithmOfTheirNumber() throws IOException {
        byte[] labels = {0, 1, 2, 3};
        assertEquals(Math.log(4), loss(objective(labels), HEAD.initial(1)), 1e-5);
    }

    @Test
    void aRowOfWhichNothingIsKnownCostsNothing() throws IOException {
        assertEquals(
                Math.log(4) / 2, loss(objective((byte) 3, Rows.UNKNOWN), HEAD.initial(1)), 1e-5);
    }

    @Test
    void withoutARowTheStepIsSkipped() throws IOException {
        assertNull(objective().read(batch()));
    }

    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        RowObjective objective = objective((byte) 0, (byte) 2, (byte) 3, (byte) 2);
        RowObjective.Data data = objective.read(batch());
        for (String name : new String[] {"hidden.weight", "out.weight", "out.bias"}) {
            Map<String, Tensor> start = parameters();
            float[] gradient = gradient(objective, data, start, name);
            double squares = 0;
            for (float g : gradient) {
                squares += (double) g * g;
            }
            // along itself the slope is the squared length of the gradient
            double step = 0.02 / Math.sqrt(squares);
            double more = loss(objective, moved(start, name, gradient, step));
            double less = loss(objective, moved(start, name, gradient, -step));
            double slope = (more - less) / (2 * step);
            assertTrue(squares > 1e-6, name + " does not matter");
            assertEquals(squares, slope, 0.03 * squares, name);
        }
    }

    private static float[] gradient(
            RowObjective objective, RowObjective.Data data, Map<String, Tensor> start, String name)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(start)) {
            return TestEngine.ENGINE.run(
                    manager -> {
                        parameters.get(name).setRequiresGradient(true);
                        parameters.lendTo(manager);
                        NDList inputs = objective.inputs(manager, data, parameters);
                        try (GradientCollector collector =
                                manager.getEngine().newGradientCollector()) {
                            NDArray loss = objective.loss(inputs, parameters);
                            collector.backward(loss);
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
    void enginesAgree() throws IOException {
        RowObjective objective = objective((byte) 0, (byte) 2, (byte) 3, Rows.UNKNOWN);
        RowObjective.Data data = objective.read(batch());
        new Agreement()
                .learning(
                        parameters(),
                        (inference, manager, p) -> {
                            NDList inputs = objective.inputs(manager, data);
                            return () -> objective.loss(inputs, p);
                        });
    }
}
