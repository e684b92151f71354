package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained from scratch on {@link PatchScenes}. */
class DcsmTest {
    @TempDir Path folder;

    private final Dcsm dcsm = new Dcsm(TestEngine.ENGINE, TestEngine.NO_FEATURES);

    private TestContext context(String name, Object... more) throws IOException {
        Object[] settings = {
            "backbone",
            "tiny",
            "outputStride",
            8,
            "layers",
            new String[] {"stage1", "stage2"},
            "trainingSides",
            new int[] {PatchScenes.SIDE},
            "sides",
            new int[] {PatchScenes.SIDE},
            "epochs",
            12,
            "batch",
            8,
            "rate",
            0.003,
            "weightDecay",
            1e-4
        };
        Object[] all = java.util.Arrays.copyOf(settings, settings.length + more.length);
        System.arraycopy(more, 0, all, settings.length, more.length);
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                PatchScenes.classes(),
                TestSettings.of(all));
    }

    private static byte[] weights(TestContext context) throws IOException {
        return Files.readAllBytes(context.folder().resolve("weights.safetensors"));
    }

    @Test
    void findsTheObjectFromTagsAlone() throws IOException {
        TestContext context = context("a");
        dcsm.fit(PatchScenes.samples(48), context);
        int inside = 0;
        int right = 0;
        try (LocalizationModel model = dcsm.open(context)) {
            for (int i = 100; i < 120; i++) {
                Tags tags = Tags.of(PatchScenes.tag(i));
                Image image = PatchScenes.image(i);
                Localization found = model.localize(image, Optional.of(tags));
                assertArrayEquals(tags.ids(), found.scores().classIds());
                inside += PatchScenes.hits(i, found.scores()) ? 1 : 0;
                right += model.localize(image, Optional.empty()).tags().equals(tags) ? 1 : 0;
            }
        }
        assertTrue(right >= 18, "tags predicted: " + right + " of 20");
        assertTrue(inside >= 17, "highest score on the object: " + inside + " of 20");
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        TestContext one = context("a", "epochs", 2);
        TestContext two = context("b", "epochs", 2);
        dcsm.fit(PatchScenes.samples(12), one);
        dcsm.fit(PatchScenes.samples(12), two);
        assertArrayEquals(weights(one), weights(two));
        try (LocalizationModel a = dcsm.open(one);
                LocalizationModel b = dcsm.open(two)) {
            Image image = PatchScenes.image(7);
            Optional<Tags> tags = Optional.of(Tags.of(1, 2));
            Localization first = a.localize(image, tags);
            assertArrayEquals(first.scores().scores(), b.localize(image, tags).scores().scores());
            assertEquals(first, a.localize(image, tags), "seen once is enough");
        }
    }

    @Test
    void scoresAreSharesOfTheMaximum() throws IOException {
        TestContext context = context("a", "epochs", 1);
        dcsm.fit(PatchScenes.samples(8), context);
        try (LocalizationModel model = dcsm.open(context)) {
            ScoreMap scores =
                    model.localize(PatchScenes.image(1), Optional.of(Tags.of(1, 2))).scores();
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
    void theBackgroundMayBeWhatIsLeft() throws IOException {
        TestContext context = context("a", "epochs", 1, "background", "complement");
        dcsm.fit(PatchScenes.samples(8), context);
        try (LocalizationModel model = dcsm.open(context)) {
            ScoreMap scores =
                    model.localize(PatchScenes.image(1), Optional.of(Tags.of(1, 2))).scores();
            assertArrayEquals(new int[] {0, 1, 2}, scores.classIds());
            for (int i = 0; i < 81; i++) {
                float[] all = scores.scores();
                assertEquals(1 - Math.max(all[81 + i], all[162 + i]), all[i], 1e-6f);
            }
        }
    }

    @Test
    void strangeSizesAndNoTagsAreFine() throws IOException {
        TestContext context = context("a", "epochs", 1, "candidates", 1, "guided", false);
        dcsm.fit(PatchScenes.samples(4), context);
        try (LocalizationModel model = dcsm.open(context)) {
            for (int[] size : new int[][] {{1, 1}, {300, 2}, {2, 300}}) {
                Image image = new Image(size[0], size[1], new byte[size[0] * size[1] * 3]);
                assertEquals(1, model.localize(image, Optional.of(Tags.of(2))).scores().planes());
                assertEquals(0, model.localize(image, Optional.of(Tags.none())).scores().planes());
            }
        }
    }

    @Test
    void layersThatAreNotThereAreFoundOutBeforeTheTraining() throws IOException {
        TestContext context = context("a", "layers", new String[] {"stage7"});
        assertThrows(
                InvalidConfigurationException.class,
                () -> dcsm.fit(PatchScenes.samples(4), context));
        assertFalse(Files.exists(context.folder().resolve("weights.safetensors")));
    }

    @Test
    void openingWhatWasNotLearnedSaysSo() throws IOException {
        TestContext context = context("a");
        var e = assertThrows(BadInputException.class, () -> dcsm.open(context));
        assertTrue(e.getMessage().contains("weights.safetensors"), e.getMessage());
    }

    @Test
    void oneClassIsNotTakenForAnother() throws IOException {
        TestContext context = context("a");
        dcsm.fit(PatchScenes.samples(48), context);
        // the other class has nothing of its own in the scene: its map ends elsewhere
        int distinct = 0;
        try (LocalizationModel model = dcsm.open(context)) {
            for (int i = 100; i < 110; i++) {
                ScoreMap both =
                        model.localize(PatchScenes.image(i), Optional.of(Tags.of(1, 2))).scores();
                ScoreMap fine = both.only(Tags.of(PatchScenes.tag(i)));
                distinct += PatchScenes.hits(i, fine) ? 1 : 0;
            }
        }
        assertTrue(distinct >= 8, "the class that is there is on its square: " + distinct);
    }
}
