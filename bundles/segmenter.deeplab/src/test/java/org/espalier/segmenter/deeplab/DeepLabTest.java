package org.espalier.segmenter.deeplab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.espalier.weights.SafeTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tiny}, trained from images. */
class DeepLabTest {
    @TempDir Path folder;

    private final DeepLab deepLab =
            new DeepLab(
                    TestEngine.ENGINE,
                    (image, backbone, view, stages) -> {
                        throw new AssertionError("tiny has no frozen features");
                    });

    private TestContext context(String name, Object... more) throws IOException {
        List<Object> settings =
                new ArrayList<>(
                        List.of(
                                "backbone",
                                "tiny",
                                "outputStride",
                                8,
                                "labelStride",
                                4,
                                "width",
                                32,
                                "branchWidth",
                                16,
                                "epochs",
                                2,
                                "batch",
                                2,
                                "rate",
                                0.004));
        settings.addAll(List.of("featureDropout", 0.1, "dropout", 0.1, "crop", Scenes.SIDE));
        for (String key : List.of("trainingSides", "sides")) {
            settings.addAll(List.of(key, new int[] {Scenes.SIDE}));
        }
        settings.addAll(List.of(more));
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                Scenes.CLASSES,
                TestSettings.of(settings.toArray()));
    }

    private static byte[] weights(TestContext context) throws IOException {
        return Files.readAllBytes(context.folder().resolve("weights.safetensors"));
    }

    @Test
    void learnsThreeScenesByHeart() throws IOException {
        TestContext context = context("a", "outputStride", 4, "epochs", 100, "batch", 3);
        deepLab.fit(Scenes.samples(3), Scenes::labels, context);
        assertFalse(Files.exists(context.folder().resolve("checkpoint.safetensors")));
        try (SegmentationModel model = deepLab.open(context)) {
            for (int i = 0; i < 3; i++) {
                ScoreMap scores = model.segment(Scenes.image(i));
                assertEquals(List.of(3, 13, 13), List.of(scores.planes(), scores.width(), 13));
                sumsToOne(scores);
                double agreement =
                        Scenes.agreement(
                                scores.resized(Scenes.SIDE, Scenes.SIDE).argmax(),
                                Scenes.labels(i));
                assertTrue(agreement > 0.95, "scene " + i + ": " + agreement);
            }
        }
    }

    private static void sumsToOne(ScoreMap scores) {
        int cells = scores.width() * scores.height();
        for (int i = 0; i < cells; i++) {
            float sum = 0;
            for (int k = 0; k < scores.planes(); k++) {
                sum += scores.scores()[k * cells + i];
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void theMirrorImageHasTheMirroredScores() throws IOException {
        TestContext context = context("a", "sides", new int[] {33, 49}, "scoreStride", 1);
        deepLab.fit(Scenes.samples(2), Scenes::labels, context);
        try (SegmentationModel model = deepLab.open(context)) {
            Image image = Scenes.image(7);
            ScoreMap upright = model.segment(image);
            ScoreMap mirrored = model.segment(Scenes.mirrored(image));
            float[] back =
                    org.espalier.inference.Resampling.mirror(mirrored.scores(), mirrored.width());
            assertArrayEquals(upright.scores(), back, 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 7})
    void isGoneOnWithToTheSameBytes(int cancelAt) throws IOException {
        Object[] settings = {
            "epochs",
            4,
            "trainingSides",
            new int[] {41, 57},
            "stages",
            new String[] {"stage3", "stage1"}
        };
        TestContext whole = context("whole", settings);
        deepLab.fit(Scenes.samples(4), Scenes::labels, whole);
        TestContext resumed = context("resumed", settings);
        assertThrows(
                CancellationException.class,
                () ->
                        deepLab.fit(
                                Scenes.samples(4),
                                Scenes::labels,
                                resumed.cancelledAfter(cancelAt)));
        assertFalse(Files.exists(resumed.folder().resolve("weights.safetensors")));
        deepLab.fit(Scenes.samples(4), Scenes::labels, resumed);
        assertArrayEquals(weights(whole), weights(resumed));
    }

    @Test
    void oneBadImageIsReportedAndLeftOut() throws IOException {
        List<Sample> samples = new ArrayList<>(Scenes.samples(3));
        samples.add(
                new Sample(
                        "s9",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("s9.jpg", "is cut off", "give another");
                        }));
        PerSample<org.espalier.api.data.LabelMap> labels =
                sample -> sample.id().equals("s2") ? Scenes.uniform(77) : Scenes.labels(sample);
        TestContext context = context("a", "classBalance", 0.5);
        deepLab.fit(samples, labels, context);
        assertEquals(java.util.Set.of("s2", "s9"), context.failures().keySet());
        assertTrue(Files.exists(context.folder().resolve("weights.safetensors")));
    }

    @Test
    void refusesModelFilesThatAreNotItsOwn() throws IOException {
        TestContext context = context("a");
        Path file = context.folder().resolve("weights.safetensors");
        assertThrows(BadInputException.class, () -> deepLab.open(context));
        Files.write(file, new byte[] {1, 2, 3});
        BadInputException damaged =
                assertThrows(BadInputException.class, () -> deepLab.open(context));
        assertTrue(damaged.getMessage().contains("weights.safetensors"), damaged.getMessage());
        deepLab.fit(Scenes.samples(2), Scenes::labels, context);
        TestContext wider = context("a", "width", 40);
        BadInputException other = assertThrows(BadInputException.class, () -> deepLab.open(wider));
        assertTrue(other.getMessage().contains("another network"), other.getMessage());
        assertTrue(other.getMessage().contains("run the pipeline again"), other.getMessage());
        SafeTensors.write(file, Map.of(), Map.of());
        assertThrows(BadInputException.class, () -> deepLab.open(context));
    }

    @Test
    void refusesSettingsThatCannotBe() throws IOException {
        for (Object[] wrong :
                new Object[][] {
                    {"labelStride", 3},
                    {"trainedStages", 2},
                    {"stages", new String[] {"stage9"}},
                    {"outputStride", 16},
                    {"backbone", "vgg"}
                }) {
            TestContext context = context("a", wrong);
            InvalidConfigurationException e =
                    assertThrows(
                            InvalidConfigurationException.class,
                            () -> deepLab.fit(Scenes.samples(1), Scenes::labels, context),
                            String.valueOf(wrong[0]));
            assertTrue(e.getMessage().length() > 20, e.getMessage());
        }
    }
}
