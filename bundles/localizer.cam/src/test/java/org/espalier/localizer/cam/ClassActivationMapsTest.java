package org.espalier.localizer.cam;

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
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patch of one of two textures on grey: red and green dots, or blue and yellow stripes. */
class ClassActivationMapsTest {
    private static final int SIDE = 33;
    private static final int PATCH = 16;

    @TempDir Path folder;

    private final ClassActivationMaps cam =
            new ClassActivationMaps(TestEngine.ENGINE, TestEngine.NO_FEATURES);
    private final ClassSet classes =
            ClassSet.withBackground(List.of("background", "dots", "stripes"));

    private TestContext context(String name, Object... more) throws IOException {
        List<Object> settings =
                new ArrayList<>(
                        List.of(
                                "backbone",
                                "tiny",
                                "outputStride",
                                8,
                                "epochs",
                                12,
                                "batch",
                                8,
                                "rate",
                                0.003,
                                "weightDecay",
                                1e-4));
        settings.addAll(List.of(more));
        for (String key : List.of("trainingSides", "sides")) {
            settings.addAll(List.of(key, new int[] {SIDE}));
        }
        settings.addAll(List.of("gridSide", SIDE));
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                classes,
                TestSettings.of(settings.toArray()));
    }

    private static Image scene(int index, int[] corner) {
        SplittableRandom random = new SplittableRandom(index);
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (120 + random.nextInt(20));
        }
        corner[0] = random.nextInt(SIDE - PATCH);
        corner[1] = random.nextInt(SIDE - PATCH);
        for (int y = corner[1]; y < corner[1] + PATCH; y++) {
            for (int x = corner[0]; x < corner[0] + PATCH; x++) {
                boolean on = index % 2 == 0 ? (x / 2 + y / 2) % 2 == 0 : x / 2 % 2 == 0;
                int at = (y * SIDE + x) * 3;
                rgb[at] = (byte) (on ? 230 : 30);
                rgb[at + 1] = (byte) (index % 2 == 0 ? 30 : on ? 220 : 40);
                rgb[at + 2] = (byte) (index % 2 == 0 ? (on ? 30 : 60) : 200);
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }

    private static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            samples.add(new Sample("s" + i, Tags.of(1 + i % 2), () -> scene(index, new int[2])));
        }
        return samples;
    }

    private static byte[] weights(TestContext context) throws IOException {
        return Files.readAllBytes(context.folder().resolve("weights.safetensors"));
    }

    @Test
    void findsTheObjectFromTagsAlone() throws IOException {
        TestContext context = context("a");
        cam.fit(samples(48), context);
        int inside = 0;
        int right = 0;
        try (LocalizationModel model = cam.open(context)) {
            for (int i = 100; i < 120; i++) {
                int[] corner = new int[2];
                Image image = scene(i, corner);
                int tag = 1 + i % 2;
                Localization found = model.localize(image, Optional.of(Tags.of(tag)));
                assertArrayEquals(new int[] {tag}, found.scores().classIds());
                inside += insidePatch(found, corner) ? 1 : 0;
                right +=
                        model.localize(image, Optional.empty()).tags().equals(Tags.of(tag)) ? 1 : 0;
            }
        }
        assertTrue(right >= 18, "tags predicted: " + right + " of 20");
        assertTrue(inside >= 17, "highest score on the object: " + inside + " of 20");
    }

    private static boolean insidePatch(Localization found, int[] corner) {
        float best = -1;
        int bestX = 0;
        int bestY = 0;
        var scores = found.scores().resized(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (scores.score(0, x, y) > best) {
                    best = scores.score(0, x, y);
                    bestX = x;
                    bestY = y;
                }
            }
        }
        return bestX >= corner[0] - 3
                && bestX < corner[0] + PATCH + 3
                && bestY >= corner[1] - 3
                && bestY < corner[1] + PATCH + 3;
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        TestContext one = context("a");
        TestContext two = context("b");
        cam.fit(samples(12), one);
        cam.fit(samples(12), two);
        assertArrayEquals(weights(one), weights(two));
        try (LocalizationModel a = cam.open(one);
                LocalizationModel b = cam.open(two)) {
            Image image = scene(7, new int[2]);
            Optional<Tags> tags = Optional.of(Tags.of(1, 2));
            assertArrayEquals(
                    a.localize(image, tags).scores().scores(),
                    b.localize(image, tags).scores().scores());
        }
    }

    @Test
    void scoresAreSharesOfTheMaximum() throws IOException {
        TestContext context = context("a", "epochs", 1);
        cam.fit(samples(8), context);
        try (LocalizationModel model = cam.open(context)) {
            var scores = model.localize(scene(1, new int[2]), Optional.of(Tags.of(1, 2))).scores();
            assertEquals(9, scores.width());
            for (int k = 0; k < 2; k++) {
                float max = 0;
                for (int i = 0; i < 81; i++) {
                    float score = scores.scores()[k * 81 + i];
                    assertTrue(score >= 0 && score <= 1);
                    max = Math.max(max, score);
                }
                assertTrue(max == 1 || max == 0, "maximum " + max);
            }
        }
    }

    @Test
    void strangeSizesAndNoTagsAreFine() throws IOException {
        TestContext context = context("a", "epochs", 1);
        cam.fit(samples(4), context);
        try (LocalizationModel model = cam.open(context)) {
            for (int[] size : new int[][] {{1, 1}, {300, 2}, {2, 300}}) {
                Image image = new Image(size[0], size[1], new byte[size[0] * size[1] * 3]);
                assertEquals(1, model.localize(image, Optional.of(Tags.of(2))).scores().planes());
                assertEquals(0, model.localize(image, Optional.of(Tags.none())).scores().planes());
            }
        }
    }

    @Test
    void aBadImageIsReportedAndLeftOut() throws IOException {
        TestContext context = context("a", "epochs", 1);
        List<Sample> samples = new ArrayList<>(samples(6));
        samples.add(
                new Sample(
                        "bad",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("bad.jpg", "is truncated", "replace it");
                        }));
        cam.fit(samples, context);
        assertEquals(java.util.Set.of("bad"), context.failures().keySet());
        assertTrue(weights(context).length > 0);
    }

    @Test
    void nothingToReadIsAFailureOfTheStage() throws IOException {
        TestContext context = context("a");
        Sample bad =
                new Sample(
                        "bad",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("bad.jpg", "is truncated", "replace it");
                        });
        assertThrows(IOException.class, () -> cam.fit(List.of(bad), context));
        assertFalse(Files.exists(context.folder().resolve("weights.safetensors")));
    }

    @Test
    void openingWhatWasNotLearnedSaysSo() throws IOException {
        TestContext context = context("a");
        var e = assertThrows(BadInputException.class, () -> cam.open(context));
        assertTrue(e.getMessage().contains("weights.safetensors"), e.getMessage());
    }
}
