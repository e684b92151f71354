package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.espalier.classification.Network;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Rectification;
import org.espalier.inference.Resampling;
import org.espalier.testing.PatchScenes;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

/** The toy network is {@code tiny} with random weights. */
class SaliencyTest {
    private static final int STAGE = 1;
    private static final String LAYER = "stage1";

    private final Inference inference = TestEngine.ENGINE;
    private final Backbone tiny = inference.backbone("tiny", 8);
    private final Network network = Network.of(tiny, -1, PatchScenes.classes());
    private final DcsmHead head = new DcsmHead(network, 0);
    private final Image image = PatchScenes.image(4);

    private Saliency saliency(Rectification rectification, View... views) {
        return new Saliency(
                inference,
                TestEngine.NO_FEATURES,
                network,
                head,
                new Layers(tiny, List.of(LAYER, "stage2")),
                rectification,
                List.of(views));
    }

    private Map<String, Tensor> weights(boolean positive) throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>(tiny.initial(3));
        all.putAll(head.initial(3));
        if (positive) {
            all.replaceAll((name, tensor) -> magnitudes(tensor));
        }
        return all;
    }

    private static Tensor magnitudes(Tensor tensor) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) / 8;
        }
        return new Tensor(tensor.shape(), values);
    }

    private Saliency.Seen see(Saliency saliency, Map<String, Tensor> weights) throws IOException {
        try (Parameters p = inference.parameters(weights)) {
            return saliency.at(image, new Saliency.Learned(p, weights), o -> new int[] {1, 0});
        }
    }

    /** The score of class 1, summed over places, where one feature is moved by a step. */
    private double score(NDManager m, Parameters p, FeatureMap features, int at, float step) {
        float[] moved = features.values().clone();
        moved[at] += step;
        NDArray x =
                m.create(
                        moved,
                        new Shape(1, features.channels(), features.height(), features.width()));
        float[] scores =
                head.activations(tiny.forward(x, STAGE + 1, tiny.stages().size(), p), p)
                        .toFloatArray();
        double sum = 0;
        for (int i = 0; i < scores.length / 2; i++) {
            sum += scores[scores.length / 2 + i];
        }
        return sum;
    }

    private FeatureMap features(Map<String, Tensor> weights) throws IOException {
        try (Parameters p = inference.parameters(weights)) {
            return tiny.features(new View(33, false).batch(image, tiny), List.of(LAYER), p)
                    .get(LAYER)
                    .get(0);
        }
    }

    /** With positive weights and features every rectifier is open: guided means plain. */
    @Test
    void guidedSaliencyOfAnOpenNetworkIsTheGreatestFiniteDifference() throws IOException {
        Map<String, Tensor> weights = weights(true);
        // biases open the rectifiers of the first stage, whatever the image
        weights.replaceAll(
                (n, t) -> n.startsWith("stage0") && n.endsWith("bias") ? plus(t, 20) : t);
        differences(weights, Rectification.GUIDED, 4f);
    }

    @Test
    void plainSaliencyIsTheGreatestFiniteDifference() throws IOException {
        differences(weights(false), Rectification.PLAIN, 1e-2f);
    }

    private static Tensor plus(Tensor tensor, float more) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += more;
        }
        return new Tensor(tensor.shape(), values);
    }

    private void differences(Map<String, Tensor> weights, Rectification rectification, float step)
            throws IOException {
        FeatureMap map = see(saliency(rectification, new View(33, false)), weights).maps().get(0);
        FeatureMap features = features(weights);
        assertEquals(
                List.of(2, features.height(), features.width()),
                List.of(map.channels(), map.height(), map.width()));
        int places = map.height() * map.width();
        inference.run(
                manager -> {
                    Parameters p = Parameters.of(manager, weights);
                    for (int place : new int[] {0, places / 2, places - 1}) {
                        double greatest = 0;
                        for (int c = 0; c < features.channels(); c++) {
                            int at = c * places + place;
                            double slope =
                                    (score(manager, p, features, at, step)
                                                    - score(manager, p, features, at, -step))
                                            / (2 * step);
                            greatest = Math.max(greatest, Math.abs(slope));
                        }
                        assertTrue(greatest > 0);
                        assertEquals(greatest, map.values()[place], .02 * greatest);
                    }
                    return null;
                });
    }

    @Test
    void guidedAndPlainDiffer() throws IOException {
        View view = new View(33, false);
        Map<String, Tensor> weights = weights(false);
        float[] guided = see(saliency(Rectification.GUIDED, view), weights).maps().get(0).values();
        float[] plain = see(saliency(Rectification.PLAIN, view), weights).maps().get(0).values();
        int differing = 0;
        for (int i = 0; i < guided.length; i++) {
            differing += Math.abs(guided[i] - plain[i]) > 1e-3 * plain[i] ? 1 : 0;
        }
        assertTrue(differing > guided.length / 2, differing + " of " + guided.length);
    }

    @Test
    void classesAreInTheOrderAskedFor() throws IOException {
        View view = new View(33, false);
        Map<String, Tensor> weights = weights(false);
        Saliency saliency = saliency(Rectification.GUIDED, view);
        try (Parameters p = inference.parameters(weights)) {
            Saliency.Learned learned = new Saliency.Learned(p, weights);
            float[] both =
                    saliency.at(image, learned, o -> new int[] {1, 0}).maps().get(1).values();
            float[] one = saliency.at(image, learned, o -> new int[] {0}).maps().get(1).values();
            assertArrayEquals(
                    one,
                    java.util.Arrays.copyOfRange(both, one.length, both.length),
                    1e-6f * max(one));
        }
    }

    private static float max(float[] values) {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    @Test
    void viewsAreMirroredBackAndLayersKeepTheirSize() throws IOException {
        Image symmetric = symmetric();
        Map<String, Tensor> weights = weights(false);
        try (Parameters p = inference.parameters(weights)) {
            Saliency.Seen seen =
                    saliency(Rectification.GUIDED, new View(33, false), new View(33, true))
                            .at(symmetric, new Saliency.Learned(p, weights), o -> new int[] {0});
            List<FeatureMap> maps = seen.maps();
            assertEquals(List.of(9, 5, 9, 5), maps.stream().map(FeatureMap::width).toList());
            // the mirror image of a symmetric image is the image: maps differ by being turned
            assertArrayEquals(
                    Resampling.mirror(maps.get(0).values(), 9),
                    maps.get(2).values(),
                    1e-5f * max(maps.get(0).values()));
        }
    }

    private static Image symmetric() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = new byte[33 * 33 * 3];
        for (int y = 0; y < 33; y++) {
            for (int x = 0; x <= 16; x++) {
                for (int c = 0; c < 3; c++) {
                    byte value = (byte) random.nextInt(256);
                    rgb[(y * 33 + x) * 3 + c] = value;
                    rgb[(y * 33 + 32 - x) * 3 + c] = value;
                }
            }
        }
        return new Image(33, 33, rgb);
    }

    @Test
    void theClassifierJudgesByTheMeanOverViews() throws IOException {
        Map<String, Tensor> weights = weights(false);
        try (Parameters p = inference.parameters(weights)) {
            Saliency.Learned learned = new Saliency.Learned(p, weights);
            double[] sum = new double[2];
            for (View view : List.of(new View(33, false), new View(41, true))) {
                double[] one =
                        saliency(Rectification.GUIDED, view)
                                .at(image, learned, o -> new int[0])
                                .pooled();
                sum[0] += one[0] / 2;
                sum[1] += one[1] / 2;
            }
            Saliency.Seen seen =
                    saliency(Rectification.GUIDED, new View(33, false), new View(41, true))
                            .at(image, learned, o -> new int[0]);
            assertArrayEquals(sum, seen.pooled(), 1e-5);
            assertTrue(seen.maps().isEmpty());
        }
    }
}
