package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.heads.RowHead;
import org.espalier.heads.RowMoments;
import org.espalier.heads.RowObjective;
import org.espalier.heads.Rows;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.training.Batch;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class CentreLossTest {
    private static final int CHANNELS = 3;
    private static final int CLASSES = 3;
    private static final byte[] LABELS = {0, 1, 0, Rows.UNKNOWN, 0};

    private final RowHead head = new RowHead(CHANNELS, CLASSES);
    private final float[] features = gaussian(LABELS.length * CHANNELS, 7);

    private static float[] gaussian(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private Map<String, Tensor> parameters() {
        Map<String, Tensor> all = new LinkedHashMap<>(head.initial(1));
        all.put("out.weight", Tensor.of(gaussian(256 * CLASSES, 2), 256, CLASSES));
        float[] centres = gaussian(CLASSES * 256, 3);
        Appearance.unit(centres, 256);
        all.put(CentreLoss.CENTRES, Tensor.of(centres, CLASSES, 256));
        return all;
    }

    private RowObjective objective(double weight) {
        RowMoments none = new RowMoments(new float[CHANNELS], new float[] {1, 1, 1});
        return new RowObjective(
                head,
                none,
                batch -> new Rows(CHANNELS, features.clone(), LABELS),
                new CentreLoss(weight));
    }

    /** The loss, and into {@code gradients} those of all parameters, if it is there. */
    private double loss(Map<String, Tensor> tensors, double weight, Map<String, float[]> gradients)
            throws IOException {
        RowObjective objective = objective(weight);
        RowObjective.Data data =
                objective.read(new Batch(0, 0, new int[1], new SplittableRandom(5)));
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    manager -> loss(manager, objective, data, parameters, gradients));
        }
    }

    private static double loss(
            NDManager manager,
            RowObjective objective,
            RowObjective.Data data,
            Parameters parameters,
            Map<String, float[]> gradients) {
        parameters.names().forEach(name -> parameters.get(name).setRequiresGradient(true));
        parameters.lendTo(manager);
        var inputs = objective.inputs(manager, data);
        NDArray loss;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            loss = objective.loss(inputs, parameters);
            collector.backward(loss);
        }
        for (String name : parameters.names()) {
            gradients.put(name, parameters.get(name).getGradient().toFloatArray());
        }
        return loss.toFloatArray()[0];
    }

    /** Hidden features of length one, in plain Java. */
    private float[] unit(Map<String, Tensor> tensors) {
        float[] hidden = new float[LABELS.length * 256];
        for (int i = 0; i < hidden.length; i++) {
            float sum = tensors.get("hidden.bias").values()[i % 256];
            for (int c = 0; c < CHANNELS; c++) {
                sum +=
                        features[i / 256 * CHANNELS + c]
                                * tensors.get("hidden.weight").values()[c * 256 + i % 256];
            }
            hidden[i] = Math.max(0, sum);
        }
        Appearance.unit(hidden, 256);
        return hidden;
    }

    @Test
    void isWhatTheFormulaSays() throws IOException {
        Map<String, Tensor> tensors = parameters();
        float[] f = unit(tensors);
        float[] centres = tensors.get(CentreLoss.CENTRES).values();
        double squares = 0;
        for (int i = 0; i < f.length; i++) {
            byte label = LABELS[i / 256];
            if (label != Rows.UNKNOWN) {
                squares += Math.pow(f[i] - centres[label * 256 + i % 256], 2);
            }
        }
        double without = loss(tensors, 0, new HashMap<>());
        double with = loss(tensors, 2, new HashMap<>());
        assertEquals(squares / LABELS.length, with - without, 1e-4 * squares);
    }

    /**
     * delta_k = sum (c_k - f_i) / (1 + n_k): 3 rows of class 0, one of class 1, none of class 2.
     */
    @Test
    void centresMoveAsInThePaper() throws IOException {
        Map<String, Tensor> tensors = parameters();
        Map<String, float[]> gradients = new HashMap<>();
        loss(tensors, 0.003, gradients);
        float[] f = unit(tensors);
        float[] centres = tensors.get(CentreLoss.CENTRES).values();
        float[] moved = centres.clone();
        var group = CentreLoss.group(0.5, 1e-3);
        assertTrue(group.names().test(CentreLoss.CENTRES));
        group.optimizer()
                .orElseThrow()
                .update(
                        moved,
                        gradients.get(CentreLoss.CENTRES),
                        new float[1][moved.length],
                        1,
                        1e-3 * group.rate(),
                        group.decay());
        for (int h = 0; h < 256; h++) {
            float sum = f[h] + f[2 * 256 + h] + f[4 * 256 + h];
            assertEquals(centres[h] - 0.5 * (3 * centres[h] - sum) / 4, moved[h], 1e-4);
            float one = centres[256 + h];
            assertEquals(one - 0.5 * (one - f[256 + h]) / 2, moved[256 + h], 1e-4);
            assertEquals(centres[512 + h], moved[512 + h]);
        }
    }

    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        Map<String, Tensor> tensors = parameters();
        Map<String, float[]> gradients = new HashMap<>();
        loss(tensors, 3, gradients);
        float step = 4e-3f;
        int checked = 0;
        for (String name : new String[] {"hidden.weight", "out.weight"}) {
            float[] values = tensors.get(name).values();
            for (int i = 0; i < values.length; i += 37) {
                float at = values[i];
                values[i] = at + step;
                double more = loss(tensors, 3, new HashMap<>());
                values[i] = at - step;
                double less = loss(tensors, 3, new HashMap<>());
                values[i] = at;
                double slope = (more - less) / (2 * step);
                double gradient = gradients.get(name)[i];
                assertEquals(slope, gradient, 2e-3 + 0.05 * Math.abs(slope), name + i);
                checked += Math.abs(slope) > 5e-3 ? 1 : 0;
            }
        }
        assertTrue(checked > 8, "only " + checked + " weights matter");
    }

    /** Class 1 has most rows of cluster 0, class 0 then has what is left. */
    @Test
    void classesHaveTheClusterTheyShareMostRowsWith() {
        int[] cluster = {0, 0, 0, 0, 0, 1, 1, 0};
        byte[] labels = {1, 1, 1, 0, 0, 0, 1, Rows.UNKNOWN};
        assertArrayEquals(new int[] {1, 0, -1}, CentreLoss.matched(cluster, labels, 3, 2));
    }

    @Test
    void centresBeginWithTheRowsOfTheirClass() {
        byte[] labels = new byte[60];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (2 * (i % 2));
        }
        float[] initial = CentreLoss.initial(hidden(labels), labels, 3, 4).values();
        float[] again = CentreLoss.initial(hidden(labels), labels, 3, 4).values();
        assertArrayEquals(initial, again);
        assertEquals(1, initial[0], 0.05);
        assertEquals(0, initial[256 + 1], 0.05);
        assertEquals(1, initial[2 * 256 + 2], 0.05);
    }

    /** Rows along the axis of their label. */
    private static float[] hidden(byte[] labels) {
        float[] hidden = gaussian(labels.length * 256, 8);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = 0.1f * Math.abs(hidden[i]) + (i % 256 == labels[i / 256] ? 20 : 0);
        }
        return hidden;
    }

    @Test
    void enginesAgree() throws IOException {
        RowObjective objective = objective(0.7);
        RowObjective.Data data =
                objective.read(new Batch(0, 0, new int[1], new SplittableRandom(5)));
        new Agreement()
                .learning(
                        parameters(),
                        (inference, manager, p) -> {
                            var inputs = objective.inputs(manager, data);
                            return () -> objective.loss(inputs, p);
                        });
    }
}
