package org.espalier.graph.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.Stage;
import org.espalier.inference.engine.EngineInference;
import org.espalier.inference.graph.GraphRuntime;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeTest {
    private final OnnxRuntime runtime = runtime();

    private static OnnxRuntime runtime(Object... settings) {
        return new OnnxRuntime(TestSettings.of(settings).as(OnnxRuntimeConfiguration.class));
    }

    private static EngineInference engine(GraphRuntime... runtimes) {
        return engine(TestSettings.defaults(), runtimes);
    }

    private static EngineInference engine(TestSettings settings, GraphRuntime... runtimes) {
        Path models = SharedData.model("mobilenetv2_100.safetensors").getParent();
        WeightsConfiguration weights =
                TestSettings.of("userFolder", models.toString()).as(WeightsConfiguration.class);
        return new EngineInference(
                new LocalWeightStore(weights, Map.of(), null),
                List.of(runtimes),
                settings.as(InferenceConfiguration.class));
    }

    private static ImageBatch noise(int images, int width, int height, Backbone backbone)
            throws IOException {
        ImageBatch batch = new ImageBatch(width, height, backbone.normalisation());
        SplittableRandom random = new SplittableRandom(width);
        for (int i = 0; i < images; i++) {
            float[] planes = new float[3 * width * height];
            for (int k = 0; k < planes.length; k++) {
                planes[k] = (float) (2 * random.nextDouble() - 1);
            }
            batch.addPlanes(planes);
        }
        return batch;
    }

    private static List<String> all(Backbone backbone) {
        return backbone.stages().stream().map(Stage::name).toList();
    }

    /** Sides even and odd, which are padded differently, and not aligned. */
    @ParameterizedTest
    @CsvSource({"32, 1, 97, 65", "32, 2, 96, 70", "16, 3, 65, 97", "8, 1, 66, 99", "16, 1, 30, 7"})
    void stagesAreThoseOfTheEngine(int stride, int images, int width, int height)
            throws IOException {
        Backbone by = engine(runtime).backbone("mobilenetv2", stride);
        Backbone engine = engine().backbone("mobilenetv2", stride);
        ImageBatch batch = noise(images, width, height, by);
        var expected = engine.features(batch, all(engine), engine.pretrained());
        var actual = by.features(batch, all(by), by.pretrained());
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
        for (String stage : all(by)) {
            assertEquals(images, actual.get(stage).size());
            for (int i = 0; i < images; i++) {
                near(stage, expected.get(stage).get(i), actual.get(stage).get(i));
            }
        }
    }

    private static void near(String what, FeatureMap expected, FeatureMap actual) {
        assertEquals(expected.height(), actual.height(), what);
        assertEquals(expected.width(), actual.width(), what);
        assertEquals(expected.channels(), actual.channels(), what);
        float largest = 0;
        float difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
        }
        assertTrue(difference <= 1e-4f * largest, what + " " + difference + " of " + largest);
    }

    @Test
    void agreesWithTheTestVector() throws IOException {
        Path file = SharedData.model("mobilenetv2_100.testvector.npz");
        EngineInference inference = engine(runtime);
        Backbone backbone = inference.backbone("mobilenetv2", 32);
        float[][] vector = new float[2][];
        inference.run(
                manager -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        NDList read = NDList.decode(manager, in);
                        NDArray input = read.get("input");
                        vector[0] = input.toFloatArray();
                        vector[1] = read.get("block17").toFloatArray();
                    }
                    return null;
                });
        ImageBatch batch = new ImageBatch(224, 224, backbone.normalisation()).addPlanes(vector[0]);
        FeatureMap found =
                backbone.features(batch, List.of("stage6"), backbone.pretrained())
                        .get("stage6")
                        .get(0);
        assertArrayEquals(vector[1], found.values(), 1e-4f);
    }

    /** Whoever asks, and with whom: what is kept of features must not depend on it. */
    @ParameterizedTest
    @CsvSource({"32, 97, 65", "16, 257, 193", "16, 64, 48"})
    void featuresDoNotDependOnWhatElseIsWanted(int stride, int width, int height)
            throws IOException {
        Backbone backbone = engine(runtime).backbone("mobilenetv2", stride);
        ImageBatch batch = noise(1, width, height, backbone);
        var together = backbone.features(batch, all(backbone), backbone.pretrained());
        for (String stage : List.of("stage2", "stage4", "stage6")) {
            var alone = backbone.features(batch, List.of(stage), backbone.pretrained());
            assertArrayEquals(
                    together.get(stage).get(0).values(), alone.get(stage).get(0).values(), stage);
        }
        var reversed = new ArrayList<>(List.of("stage6", "stage2"));
        assertEquals(
                reversed,
                List.copyOf(backbone.features(batch, reversed, backbone.pretrained()).keySet()));
    }

    @Test
    void aLargeImageInPiecesHasTheFeaturesOfTheWhole() throws IOException {
        List<FeatureMap> both = new ArrayList<>();
        for (double megapixels : new double[] {0.5, 4}) {
            TestSettings settings = TestSettings.of("tileMegapixels", megapixels);
            Backbone backbone = engine(settings, runtime).backbone("mobilenetv2", 16);
            ImageBatch large = noise(1, 1281, 513, backbone);
            both.add(
                    backbone.features(large, List.of("stage6"), backbone.pretrained())
                            .get("stage6")
                            .get(0));
        }
        near("stage6", both.get(1), both.get(0));
    }

    @Test
    void featuresAreNamedAfterTheLibraryThatMadeThem() {
        EngineInference with = engine(runtime);
        String title = with.backbone("mobilenetv2", 16).engine();
        assertTrue(title.matches("ONNX Runtime \\d+\\.\\d+\\.\\d+"), title);
        assertTrue(with.engine().endsWith(" with " + title), with.engine());
        assertTrue(with.engine().startsWith("MXNet"), with.engine());
        assertEquals(engine().engine(), with.backbone("tiny", 8).engine(), "nothing frozen");
        assertEquals(engine().engine(), engine().backbone("mobilenetv2", 16).engine());
    }

    @Test
    void whatIsNoModelIsRefused() {
        IOException e =
                assertThrows(IOException.class, () -> runtime.open(new byte[] {1, 2, 3, 4}));
        assertTrue(e.getMessage().contains("odel"), e.getMessage());
    }

    @Test
    void threadsAreThoseOfTheEngineUnlessTheyAreConfigured() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertEquals(3, runtime.threads(Optional.of(" 3 ")));
        assertEquals(processors, runtime.threads(Optional.empty()));
        assertEquals(processors, runtime.threads(Optional.of("many")));
        assertEquals(processors, runtime.threads(Optional.of("0")));
        assertEquals(5, runtime("threads", 5).threads(Optional.of("3")));
    }
}
