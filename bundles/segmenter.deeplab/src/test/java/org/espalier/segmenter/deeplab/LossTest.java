package org.espalier.segmenter.deeplab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.LabelMap;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Agreement;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final Network NETWORK =
            Network.of(
                    TestEngine.ENGINE,
                    TestEngine.settings(
                            "backbone", "tiny", "outputStride", 8, "width", 5, "branchWidth", 3),
                    Scenes.CLASSES);

    private static double loss(float[] logits, float[] targets, int side, int fine)
            throws IOException {
        return TestEngine.ENGINE.run(
                m ->
                        (double)
                                Loss.crossEntropy(
                                                m.create(logits, new Shape(1, 2, side, side)),
                                                m.create(targets, new Shape(1, 2, fine, fine)),
                                                Loss.interpolation(m, side, fine))
                                        .toFloatArray()[0]);
    }

    /** Two classes, four places: one of each class, one void, one half and half. */
    @Test
    void isThatOfTheLabelledPlaces() throws IOException {
        Goal goal = new Goal(twoClasses(), 1, 2, 1);
        Targets targets =
                new Targets(2, 2, new int[] {0, 1}, new float[] {1, 0, 0, .5f, 0, 1, 0, .5f});
        goal.aim(0, targets, 0, 0, false);
        assertTrue(goal.weigh(new float[] {1, 1}, 0));
        float[] weighed = goalTargets(goal);
        assertArrayEquals(new float[] {1 / 3f, 0, 0, 1 / 6f, 0, 1 / 3f, 0, 1 / 6f}, weighed, 1e-7f);
        // logits of class 0 minus those of class 1: 1, 2, 9, 0
        float[] logits = {1, 2, 9, 0, 0, 0, 0, 0};
        double expected =
                (Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(2)) + Math.log(2)) / 3;
        assertEquals(expected, loss(logits, weighed, 2, 2), 1e-6);
    }

    @Test
    void doesNotHearOfIgnoredPlaces() throws IOException {
        float[] targets = {1, 0, 0, 0, 0, 0, 0, 0};
        double loss = loss(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, targets, 2, 2);
        assertEquals(loss, loss(new float[] {1, -9, 0, 9, 5, 4, -7, 2}, targets, 2, 2), 1e-6);
    }

    @Test
    void nothingLabelledIsNothingToLearn() throws IOException {
        Goal goal = new Goal(twoClasses(), 1, 2, 1);
        LabelMap empty = Scenes.uniform(255);
        goal.aim(0, Targets.of(empty, 2, 2, 2), 0, 0, false);
        assertFalse(goal.weigh(new float[] {1, 1}, 0.1));
    }

    @Test
    void weighsAndSmoothes() throws IOException {
        Goal goal = new Goal(twoClasses(), 1, 1, 1);
        goal.aim(0, new Targets(1, 1, new int[] {0}, new float[] {.8f}), 0, 0, false);
        goal.weigh(new float[] {1, 3}, 0.5);
        // 0.8 becomes 0.6 and 0.2; weighed 0.6 and 0.6
        assertArrayEquals(new float[] {.5f, .5f}, goalTargets(goal), 1e-6f);
    }

    @Test
    void interpolatesEndsOnEnds() throws IOException {
        float[] matrix = TestEngine.ENGINE.run(m -> Loss.interpolation(m, 2, 5).toFloatArray());
        assertArrayEquals(
                new float[] {1, .75f, .5f, .25f, 0, 0, .25f, .5f, .75f, 1}, matrix, 1e-6f);
        // the logits' difference at the middle is the mean of the four: 0
        float[] targets = new float[18];
        targets[4] = 1;
        assertEquals(
                Math.log(2), loss(new float[] {3, -1, 1, -3, 0, 0, 0, 0}, targets, 2, 3), 1e-6);
    }

    private static Network twoClasses() {
        return new Network(NETWORK.backbone(), 0, NETWORK.stages(), 5, List.of(2), 3, 2);
    }

    static float[] goalTargets(Goal goal) throws IOException {
        goal.drop(new SplittableRandom(1), 0, 0);
        return TestEngine.ENGINE.run(m -> goal.arrays(m).get(0).toFloatArray());
    }

    /** Analytic derivatives against central differences, through the whole head. */
    @Test
    void gradientIsThatOfTheLoss() throws IOException {
        Map<String, Tensor> start = NETWORK.initial(3);
        for (String name :
                List.of("reduce.weight", "context.weight", "branch2.weight", "classify.bias")) {
            float[] values = start.get(name).values();
            int at = values.length / 2;
            float analytic = TestEngine.ENGINE.run(m -> gradient(m, start, name, at));
            float before = values[at];
            float h = 1e-2f;
            values[at] = before + h;
            double above = TestEngine.ENGINE.run(m -> value(m, start));
            values[at] = before - h;
            double below = TestEngine.ENGINE.run(m -> value(m, start));
            values[at] = before;
            double numeric = (above - below) / (2 * h);
            assertTrue(Math.abs(analytic) > 1e-6, name + " has a gradient");
            assertEquals(numeric, analytic, 1e-4 + 0.02 * Math.abs(numeric), name);
        }
    }

    private static float gradient(NDManager m, Map<String, Tensor> values, String name, int at) {
        try (Parameters parameters = Parameters.of(m, values)) {
            parameters.get(name).setRequiresGradient(true);
            try (GradientCollector collector = m.getEngine().newGradientCollector()) {
                collector.backward(headLoss(m, parameters));
            }
            return parameters.get(name).getGradient().toFloatArray()[at];
        }
    }

    private static double value(NDManager m, Map<String, Tensor> values) {
        try (Parameters parameters = Parameters.of(m, values)) {
            return headLoss(m, parameters).toFloatArray()[0];
        }
    }

    private static NDArray headLoss(NDManager m, Parameters parameters) {
        SplittableRandom random = new SplittableRandom(5);
        Goal goal = new Goal(NETWORK, 1, 4, 2);
        float[] shares = new float[2 * 49];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = random.nextInt(3) / 4f;
        }
        goal.aim(0, new Targets(7, 7, new int[] {0, 2}, shares), 0, 0, false);
        goal.drop(random, 0.3, 0.3);
        goal.weigh(new float[] {1, 1, 1}, 0.1);
        NDArray features = random(m, random, new Shape(1, NETWORK.features(), 4, 4));
        NDArray context = random(m, random, new Shape(1, NETWORK.context(), 1, 1));
        return Goal.loss(NETWORK, features, context, goal.arrays(m), parameters);
    }

    private static NDArray random(NDManager m, SplittableRandom random, Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return m.create(values, shape);
    }

    @Test
    void dropsTheShareAskedForAndKeepsTheMean() {
        float[] mask = Dropout.mask(new SplittableRandom(1), 0.25, 100_001);
        int zeros = 0;
        double sum = 0;
        for (float value : mask) {
            zeros += value == 0 ? 1 : 0;
            sum += value;
        }
        assertEquals(0.25, zeros / 100_001.0, 0.01);
        assertEquals(1, sum / 100_001, 0.01);
        assertArrayEquals(new float[] {1, 1}, Dropout.mask(new SplittableRandom(1), 0, 2));
    }

    @Test
    void imagesOfABatchDoNotHearOfEachOther() throws IOException {
        NDList none = new NDList();
        float[] logits =
                TestEngine.ENGINE.run(
                        m -> {
                            try (Parameters p = Parameters.of(m, NETWORK.initial(1))) {
                                NDArray f = m.ones(new Shape(2, NETWORK.features(), 3, 4));
                                NDArray g = m.ones(new Shape(2, NETWORK.context(), 1, 1));
                                NDArray z = NETWORK.logits(f, g, none, p);
                                assertEquals(new Shape(2, 3, 3, 4), z.getShape());
                                return z.toFloatArray();
                            }
                        });
        assertEquals(logits[0], logits[36], 1e-6);
    }

    @Test
    void enginesAgreeOnTheHead() throws IOException {
        Map<String, Tensor> start = new LinkedHashMap<>(NETWORK.initial(3));
        start.keySet().removeAll(NETWORK.trained()); // what the head does not use
        new Agreement().learning(start, (engine, m, p) -> () -> headLoss(m, p));
    }

    /** Of the whole network, where its backbone learns too. */
    @Test
    void enginesAgreeOnTheNetwork() throws IOException {
        Map<String, Tensor> start = new LinkedHashMap<>(NETWORK.initial(4));
        start.putAll(NETWORK.backbone().initial(4));
        SplittableRandom random = new SplittableRandom(6);
        float[] images = new float[2 * 3 * 33 * 33];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        new Agreement()
                .learning(
                        start,
                        (engine, m, p) -> {
                            Network network = network(engine);
                            NDArray x = DeviceArrays.of(m, images, new Shape(2, 3, 33, 33));
                            NDArray targets =
                                    random(m, new SplittableRandom(7), new Shape(2, 3, 9, 9));
                            NDArray finer = Loss.interpolation(m, 5, 9);
                            return () -> {
                                NDList look = network.look(new NDList(x), p);
                                NDArray logits =
                                        network.logits(look.get(0), look.get(1), new NDList(), p);
                                return Loss.crossEntropy(logits, targets, finer);
                            };
                        });
    }

    private static Network network(Inference engine) {
        return Network.of(
                engine,
                TestEngine.settings(
                        "backbone", "tiny", "outputStride", 8, "width", 5, "branchWidth", 3),
                Scenes.CLASSES);
    }
}
