package org.espalier.segmenter.deeplab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.frozen.CachedFeatures;
import org.espalier.frozen.FrozenConfiguration;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head on the features of a pretrained backbone. */
class FrozenTest {
    @TempDir Path folder;

    private Inference inference;
    private FrozenFeatures frozen;

    @BeforeEach
    void open() {
        WeightStore store =
                TestEngine.store(
                        SharedData.model("mobilenetv2_100.safetensors").getParent().toString());
        inference = new EngineInference(store, TestEngine.configuration());
        frozen =
                new CachedFeatures(
                        store,
                        TestSettings.of("folder", folder.resolve("cache").toString())
                                .as(FrozenConfiguration.class));
    }

    private TestContext context(String name, Object... more) throws IOException {
        List<Object> settings =
                new ArrayList<>(
                        List.of(
                                "width",
                                48,
                                "branchWidth",
                                16,
                                "epochs",
                                3,
                                "batch",
                                2,
                                "rate",
                                0.003));
        settings.addAll(List.of("featureDropout", 0.2, "dropout", 0.2));
        settings.addAll(List.of("trainingSides", new int[] {97, 129}, "sides", new int[] {129}));
        settings.addAll(List.of(more));
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                Scenes.CLASSES,
                TestSettings.of(settings.toArray()));
    }

    /** What is cut together from kept features is what the network sees in the image itself. */
    @Test
    void seesTheSameInKeptFeaturesAndInTheImage() throws IOException {
        Network network = Network.of(inference, TestEngine.settings(), Scenes.CLASSES);
        assertEquals(List.of("stage2", "stage3", "stage4", "stage5", "stage6"), network.stages());
        assertTrue(network.isFrozen());
        Image image = Scenes.image(3);
        View view = new View(97, true);
        FrozenSights sights = new FrozenSights(inference, frozen, network);
        Sight kept = sights.of(image, view);
        assertEquals(7, kept.features().height());
        assertEquals(672, kept.features().channels());
        float[][] direct =
                inference.run(
                        m -> {
                            try (Parameters none = Parameters.of(m, Map.of())) {
                                NDList look =
                                        network.look(
                                                network.before(
                                                        view.batch(image, network.backbone())
                                                                .toArray(m)),
                                                none);
                                return new float[][] {
                                    look.get(0).toFloatArray(), look.get(1).toFloatArray()
                                };
                            }
                        });
        assertArrayEquals(direct[0], kept.features().values(), 0.02f);
        assertArrayEquals(direct[1], kept.context(), 0.02f);
        assertArrayEquals(
                kept.features().values(), sights.features(image, view).values(), "without context");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void learnsFromKeptFeatures(double mixup) throws IOException {
        DeepLab deepLab = new DeepLab(inference, frozen);
        TestContext context = context("a", "epochs", 40, "mixup", mixup);
        List<Sample> samples = new ArrayList<>(Scenes.samples(4));
        samples.add(
                new Sample(
                        "s9",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("s9.jpg", "is cut off", "give another");
                        }));
        deepLab.fit(samples, Scenes::labels, context);
        assertEquals(java.util.Set.of("s9"), context.failures().keySet());
        try (SegmentationModel model = deepLab.open(context)) {
            for (int i = 0; i < 4; i++) {
                double agreement =
                        Scenes.agreement(
                                model.segment(Scenes.image(i))
                                        .resized(Scenes.SIDE, Scenes.SIDE)
                                        .argmax(),
                                Scenes.labels(i));
                assertTrue(agreement > 0.9, "scene " + i + ": " + agreement);
            }
        }
    }

    @Test
    void isGoneOnWithToTheSameBytes() throws IOException {
        DeepLab deepLab = new DeepLab(inference, frozen);
        TestContext whole = context("whole", "mixup", 0.3);
        deepLab.fit(Scenes.samples(4), Scenes::labels, whole);
        for (int cancelAt : new int[] {2, 7}) {
            TestContext resumed = context("resumed" + cancelAt, "mixup", 0.3);
            assertThrows(
                    CancellationException.class,
                    () ->
                            deepLab.fit(
                                    Scenes.samples(4),
                                    Scenes::labels,
                                    resumed.cancelledAfter(cancelAt)));
            deepLab.fit(Scenes.samples(4), Scenes::labels, resumed);
            assertArrayEquals(
                    Files.readAllBytes(whole.folder().resolve("weights.safetensors")),
                    Files.readAllBytes(resumed.folder().resolve("weights.safetensors")));
        }
    }

    /** Where there is no room for pixels they are read again, and nothing else changes. */
    @Test
    void roomForPixelsChangesNothing() throws IOException {
        Network network =
                Network.of(
                        inference,
                        TestEngine.settings("width", 8, "branchWidth", 4),
                        Scenes.CLASSES);
        DeepLabConfiguration settings =
                TestEngine.settings("trainingSides", new int[] {97}, "mirror", false);
        FrozenSights sights = new FrozenSights(inference, frozen, network);
        Examples roomy = new Examples(sights, settings);
        Examples narrow = new Examples(sights, settings).withRoom(0);
        TestContext context = context("a");
        assertEquals(2, roomy.read(Scenes.samples(2), Scenes::labels, context));
        assertEquals(2, narrow.read(Scenes.samples(2), Scenes::labels, context));
        assertTrue(roomy.get(1).held() != null && narrow.get(1).held() == null);
        assertArrayEquals(roomy.get(1).image().rgb(), narrow.get(1).image().rgb());
        assertEquals(7, roomy.places(0));
        assertThrows(
                IOException.class,
                () ->
                        new Examples(sights, settings)
                                .read(Scenes.samples(1), s -> Scenes.uniform(200), context));
    }

    @Test
    void lastStagesCanBeTrained() throws IOException {
        DeepLab deepLab = new DeepLab(inference, frozen);
        TestContext context =
                context(
                        "a",
                        "trainedStages",
                        2,
                        "epochs",
                        1,
                        "crop",
                        97,
                        "labelStride",
                        16,
                        "mixup",
                        0.5);
        deepLab.fit(Scenes.samples(2), Scenes::labels, context);
        Path file = context.folder().resolve("weights.safetensors");
        Map<String, Tensor> learned = SafeTensors.read(file).tensors();
        Map<String, Tensor> start = inference.backbone("mobilenetv2", 16).initial(1);
        String trained = "blocks.6.0.conv_pwl.weight";
        float[] before = start.get(trained).values();
        float[] after = learned.get(trained).values();
        assertFalse(Arrays.equals(before, after));
        assertArrayEquals(before, after, 1e-3f, "at a tenth of the rate");
        assertFalse(learned.containsKey("blocks.5.0.conv_pwl.weight"));
        try (SegmentationModel model = deepLab.open(context)) {
            assertEquals(3, model.segment(Scenes.image(0)).planes());
        }
    }
}
