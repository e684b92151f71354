package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.inference.Parameters;
import org.espalier.testing.NativeGrowth;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The gradient that the loop uses, seen through one step of plain descent at rate 1. */
class GradientTest {
    /** KiB in six hundred steps: less than as many of the smallest map of a step. */
    private static final long LEAK = 5 * 1024;

    private final Toy toy = new Toy();

    @Test
    void agreesWithFiniteDifferences() throws IOException {
        Map<String, Tensor> start = toy.initial(3);
        TrainingPlan plan =
                TrainingPlan.of("one step", 8, 1, 8, 1, 1)
                        .with(Optimizer.sgd(0, 0))
                        .with(Schedule.constant());
        Map<String, Tensor> after =
                new Trainer(Toy.ENGINE).train(plan, start, toy, new Watch().context());
        try (BatchReader<Toy.Data> reader = new BatchReader<>(plan, toy, 0)) {
            Toy.Data data = reader.next().orElseThrow().data();
            for (String name : Toy.names()) {
                direction(name, start, after, data);
            }
        }
    }

    /** Along the gradient itself, the slope is the squared length of the gradient. */
    private void direction(
            String name, Map<String, Tensor> start, Map<String, Tensor> after, Toy.Data data)
            throws IOException {
        float[] from = start.get(name).values();
        float[] to = after.get(name).values();
        double squares = 0;
        for (int i = 0; i < from.length; i++) {
            squares += (double) (from[i] - to[i]) * (from[i] - to[i]);
        }
        assertTrue(squares > 1e-12, name + " has no gradient");
        double size = 1e-3 / Math.sqrt(squares);
        double slope =
                (loss(moved(start, after, name, -size), data)
                                - loss(moved(start, after, name, size), data))
                        / (2 * size);
        assertEquals(squares, slope, 0.02 * squares, name);
    }

    /** A parameter moved against its gradient by a multiple of it. */
    private static Map<String, Tensor> moved(
            Map<String, Tensor> start, Map<String, Tensor> after, String name, double by) {
        Map<String, Tensor> moved = new LinkedHashMap<>(start);
        float[] from = start.get(name).values();
        float[] to = after.get(name).values();
        float[] values = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            values[i] = (float) (from[i] + by * (to[i] - from[i]));
        }
        moved.put(name, new Tensor(start.get(name).shape(), values));
        return moved;
    }

    private double loss(Map<String, Tensor> tensors, Toy.Data data) throws IOException {
        try (Parameters parameters = Toy.ENGINE.parameters(tensors)) {
            return Toy.ENGINE.run(m -> toy.loss(toy.inputs(m, data), parameters).getFloat());
        }
    }

    @Test
    void manyStepsDoNotGrowNativeMemory() throws Exception {
        long grown =
                NativeGrowth.smallest(
                        LEAK,
                        () ->
                                new Trainer(Toy.ENGINE)
                                        .train(
                                                Toy.plan(100),
                                                toy.initial(1),
                                                toy,
                                                new Watch().context()));
        LoggerFactory.getLogger(GradientTest.class).warn("600 steps grew by {} KiB", grown);
        assertTrue(grown <= LEAK, "grew by " + grown + " KiB every time");
    }
}
