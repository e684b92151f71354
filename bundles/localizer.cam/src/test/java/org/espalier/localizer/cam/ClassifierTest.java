package org.espalier.localizer.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.inference.Parameters;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private final ClassSet classes = ClassSet.withBackground(List.of("background", "a", "b"));
    private final Classifier classifier =
            new Classifier(TestEngine.ENGINE.backbone("tiny", 8), 0, classes);

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float loss(NDManager m, float[] logits, float[] targets) {
        return Classifier.loss(
                        m.create(logits, new Shape(1, logits.length)),
                        m.create(targets, new Shape(1, targets.length)))
                .getFloat();
    }

    @Test
    void lossIsTheMeanBinaryCrossEntropy() throws IOException {
        float[] logits = {0, 2, -3};
        float[] targets = {1, 0, 1};
        double expected = (Math.log(2) + Math.log(1 + Math.exp(2)) + Math.log(1 + Math.exp(3))) / 3;
        TestEngine.ENGINE.run(
                m -> {
                    assertEquals(expected, loss(m, logits, targets), 1e-5);
                    assertEquals(0, loss(m, new float[] {90, -90}, new float[] {1, 0}), 1e-6);
                    assertEquals(90, loss(m, new float[] {90}, new float[] {0}), 1e-4);
                    return null;
                });
    }

    @Test
    void gradientAgreesWithFiniteDifferences() throws IOException {
        float[] at = {0.4f, -1.3f, 2.1f, -0.2f};
        float[] targets = {1, 0, 0, 1};
        TestEngine.ENGINE.run(
                m -> {
                    NDArray x = m.create(at, new Shape(1, 4));
                    x.setRequiresGradient(true);
                    try (GradientCollector collector =
                            Engine.getInstance().newGradientCollector()) {
                        collector.backward(Classifier.loss(x, m.create(targets, new Shape(1, 4))));
                    }
                    float[] gradient = x.getGradient().toFloatArray();
                    for (int i = 0; i < 4; i++) {
                        float[] more = at.clone();
                        float[] less = at.clone();
                        more[i] += 1e-2f;
                        less[i] -= 1e-2f;
                        double slope = (loss(m, more, targets) - loss(m, less, targets)) / 2e-2;
                        assertEquals(slope, gradient[i], 1e-3, "logit " + i);
                    }
                    return null;
                });
    }

    /** What makes class activation maps work: the mean of the map is the logit, less the bias. */
    @Test
    void theMeanOfAMapIsItsLogitWithoutTheBias() throws IOException {
        Map<String, Tensor> tensors = new HashMap<>(classifier.initial(1));
        tensors.put("cam.weight", Tensor.of(random(1, 2 * 64), 2, 64, 1, 1));
        tensors.put("cam.bias", Tensor.of(new float[] {0.5f, -2}, 2));
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray features = m.create(random(2, 3 * 64 * 20), new Shape(3, 64, 4, 5));
                        float[] means =
                                classifier
                                        .activations(features, parameters)
                                        .mean(new int[] {2, 3})
                                        .toFloatArray();
                        float[] logits =
                                classifier
                                        .logits(features.mean(new int[] {2, 3}), parameters)
                                        .toFloatArray();
                        for (int i = 0; i < 6; i++) {
                            means[i] += i % 2 == 0 ? 0.5f : -2;
                        }
                        assertArrayEquals(logits, means, 1e-4f);
                        return null;
                    });
        }
    }

    @Test
    void targetsFollowTheTagsInTheOrderOfTheOutputs() {
        assertArrayEquals(new int[] {1, 2}, classifier.outputs());
        assertArrayEquals(
                new float[] {0, 1}, classifier.targets(new Sample("x", Tags.of(2), () -> null)));
    }

    @Test
    void theSameSeedGivesTheSameStart() throws IOException {
        assertArrayEquals(
                classifier.initial(5).get("cam.weight").values(),
                classifier.initial(5).get("cam.weight").values());
        assertTrue(
                !java.util.Arrays.equals(
                        classifier.initial(5).get("cam.weight").values(),
                        classifier.initial(6).get("cam.weight").values()));
    }

    @Test
    void weightsOfOtherClassesAreRefused() {
        SafeTensors other =
                new SafeTensors(Map.of(), Map.of("cam.weight", Tensor.zeros(20, 64, 1, 1)));
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> classifier.check(other, Path.of("weights.safetensors")));
        assertTrue(e.getMessage().contains("[20, 64, 1, 1]"), e.getMessage());
    }

    @Test
    void aFoldedHeadSaysOfRawFeaturesWhatTheTrainedOneSaysOfStandardisedOnes() throws IOException {
        SeedHead head = new SeedHead(3, 2);
        Map<String, Tensor> trained = new HashMap<>(head.initial(1));
        trained.put("seed.hidden.bias", Tensor.of(random(3, SeedHead.HIDDEN), 1, SeedHead.HIDDEN));
        trained.put(
                "seed.out.weight", Tensor.of(random(4, SeedHead.HIDDEN * 3), SeedHead.HIDDEN, 3));
        float[] mean = {1, -2, 5};
        float[] scale = {0.5f, 3, 2};
        float[] raw = {0, 1, 2, 3, 4, 5};
        float[] standard = new float[6];
        for (int i = 0; i < 6; i++) {
            standard[i] = (raw[i] - mean[i % 3]) / scale[i % 3];
        }
        assertArrayEquals(
                says(head, trained, standard),
                says(head, head.folded(trained, mean, scale), raw),
                1e-3f);
    }

    private static float[] says(SeedHead head, Map<String, Tensor> tensors, float[] features)
            throws IOException {
        try (Parameters parameters = TestEngine.ENGINE.parameters(tensors)) {
            return TestEngine.ENGINE.run(
                    m -> {
                        parameters.lendTo(m);
                        NDArray x = m.create(features, new Shape(2, 3));
                        return head.logits(head.hidden(x, parameters), parameters).toFloatArray();
                    });
        }
    }
}
