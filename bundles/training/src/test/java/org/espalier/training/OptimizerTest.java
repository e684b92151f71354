package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class OptimizerTest {

    @Test
    void momentumAndDecayByHand() {
        Optimizer sgd = Optimizer.sgd(0.5, 0.1);
        float[] w = {1};
        float[][] memory = new float[sgd.slots()][1];
        sgd.update(w, new float[] {2}, memory, 1, 0.1, 1);
        // v = 2 + 0.1 = 2.1; w = 1 - 0.21
        assertEquals(0.79f, w[0], 1e-6f);
        sgd.update(w, new float[] {2}, memory, 2, 0.1, 0);
        // v = 1.05 + 2 = 3.05, no decay; w = 0.79 - 0.305
        assertEquals(0.485f, w[0], 1e-6f);
    }

    @Test
    void adamsFirstStepIsTheRate() {
        Optimizer adam = Optimizer.adamW(0.5);
        float[] w = {1, 1, 2};
        float[][] memory = new float[adam.slots()][3];
        adam.update(w, new float[] {100, -0.001f, 0}, memory, 1, 0.1, 1);
        // w - 0.1 sign(g) - 0.1 * 0.5 * w
        assertArrayEquals(new float[] {0.85f, 1.05f, 1.9f}, w, 1e-5f);
        float[] before = w.clone();
        adam.update(w, new float[] {100, 0.001f, 0}, memory, 2, 0.1, 0);
        assertEquals(before[0] - 0.1f, w[0], 1e-4f);
        // Means of -1 and 1: m = (0.9 * -0.1 + 0.1) / 0.19, v = 1
        assertEquals(before[1] - 0.1f * (0.01f / 0.19f), w[1], 1e-4f);
    }

    @Test
    void schedulesBeginAndEndAsTheySay() {
        assertEquals(1, Schedule.constant().factor(7, 9));
        assertEquals(1, Schedule.poly(0.9).factor(0, 10));
        assertEquals(Math.pow(0.5, 0.9), Schedule.poly(0.9).factor(5, 10), 1e-12);
        Schedule cycle = Schedule.cosine(0.25);
        assertEquals(0.04, cycle.factor(0, 100), 1e-12);
        assertEquals(0.52, cycle.factor(25, 200), 1e-12);
        assertEquals(1, cycle.factor(25, 100), 1e-12);
        assertEquals(0.5, cycle.factor(125, 200), 1e-12);
        assertEquals(0, cycle.factor(100, 100), 1e-12);
        assertEquals(1, Schedule.cosine(0).factor(0, 100));
    }

    @Test
    void everyEpochSeesEveryExampleInAnOrderOfItsOwn() {
        int[] first = BatchReader.order(50, 3, 0);
        assertArrayEquals(first, BatchReader.order(50, 3, 0));
        assertFalse(Arrays.equals(first, BatchReader.order(50, 3, 1)));
        assertFalse(Arrays.equals(first, BatchReader.order(50, 4, 0)));
        int[] sorted = first.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < 50; i++) {
            assertEquals(i, sorted[i]);
        }
    }

    @Test
    void theFirstGroupDecides() {
        TrainingPlan plan =
                Toy.plan(1)
                        .with(
                                List.of(
                                        ParameterGroup.frozen(n -> n.startsWith("a")),
                                        new ParameterGroup(n -> n.endsWith("b"), 10, 0)));
        assertEquals(0, plan.groupOf("ab").rate());
        assertEquals(10, plan.groupOf("cb").rate());
        assertEquals(1, plan.groupOf("c").rate());
        assertEquals(1, plan.groupOf("c").decay());
    }

    /** By SGD without momentum a step is the rate times the gradient, whatever the plan has. */
    @Test
    void aGroupMayHaveAnOptimizerOfItsOwn() {
        ParameterGroup own =
                new ParameterGroup("b"::equals, 10, 0, Optional.of(Optimizer.sgd(0, 0)));
        TrainingState state =
                TrainingState.initial(
                        Toy.plan(1).with(List.of(own)),
                        Map.of("a", Tensor.zeros(1, 1), "b", Tensor.zeros(1, 1)));
        assertEquals(2, state.get("a").memory().length);
        assertEquals(1, state.get("b").memory().length);
        state.update(Map.of("a", new float[] {3}, "b", new float[] {3}), 0.1);
        assertEquals(-0.1, state.values("a")[0], 1e-6);
        assertEquals(-3, state.values("b")[0], 1e-6);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        refused(() -> TrainingPlan.of("t", 0, 1, 1, 1, 1));
        refused(() -> TrainingPlan.of("t", 1, 0, 1, 1, 1));
        refused(() -> TrainingPlan.of("t", 1, 1, 0, 1, 1));
        refused(() -> TrainingPlan.of("t", 1, 1, 1, 1, Double.NaN));
        refused(() -> Toy.plan(1).withClip(0));
        refused(() -> Optimizer.sgd(1, 0));
        refused(() -> Optimizer.adamW(-1));
        refused(() -> new ParameterGroup(n -> true, -1, 1));
    }

    private static void refused(org.junit.jupiter.api.function.Executable e) {
        assertThrows(IllegalArgumentException.class, e);
    }
}
