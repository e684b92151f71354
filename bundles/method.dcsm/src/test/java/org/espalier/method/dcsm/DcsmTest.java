package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.testing.LocalizerContract;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;

/** Trained from scratch. */
class DcsmTest extends LocalizerContract {
    @Override
    protected Localizer localizer() {
        return new Dcsm(TestEngine.ENGINE, TestEngine.NO_FEATURES);
    }

    @Override
    protected Map<String, Object> settings() {
        int[] side = {PatchScenes.SIDE};
        return Map.ofEntries(
                Map.entry("backbone", "tiny"),
                Map.entry("outputStride", 8),
                Map.entry("layers", new String[] {"stage1", "stage2"}),
                Map.entry("trainingSides", side),
                Map.entry("sides", side),
                Map.entry("epochs", 12),
                Map.entry("batch", 8),
                Map.entry("rate", 0.003),
                Map.entry("weightDecay", 1e-4));
    }

    private LocalizationModel learned(int scenes, Object... replaced) throws IOException {
        TestContext context = context("dcsm", replaced);
        localizer().fit(PatchScenes.samples(scenes), context);
        return localizer().open(context);
    }

    @Test
    void scoresAreSharesOfTheMaximum() throws IOException {
        try (LocalizationModel model = learned(8, "epochs", 1, "background", "constant")) {
            ScoreMap scores =
                    model.localize(PatchScenes.image(1), Optional.of(Tags.of(1, 2))).scores();
            assertEquals(9, scores.width());
            for (int k = 0; k < 2; k++) {
                float max = 0;
                for (int i = 0; i < 81; i++) {
                    max = Math.max(max, scores.scores()[k * 81 + i]);
                }
                assertTrue(Math.abs(max - 1) < 1e-6 || max == 0, "maximum " + max);
            }
        }
    }

    @Test
    void theClassThatIsThereIsToldFromTheOther() throws IOException {
        int distinct = 0;
        try (LocalizationModel model = learned(48)) {
            for (int i = 100; i < 110; i++) {
                ScoreMap both =
                        model.localize(PatchScenes.image(i), Optional.of(Tags.of(1, 2))).scores();
                distinct += PatchScenes.hits(i, both) ? 1 : 0;
            }
        }
        assertTrue(distinct >= 8, "highest score on the object: " + distinct + " of 10");
    }

    @Test
    void theBackgroundIsWhatIsLeft() throws IOException {
        try (LocalizationModel model = learned(8, "epochs", 1)) {
            ScoreMap scores =
                    model.localize(PatchScenes.image(1), Optional.of(Tags.of(1, 2))).scores();
            assertArrayEquals(new int[] {0, 1, 2}, scores.classIds());
            float[] all = scores.scores();
            for (int i = 0; i < 81; i++) {
                assertEquals(1 - Math.max(all[81 + i], all[162 + i]), all[i], 1e-6f);
            }
        }
    }

    @Test
    void anImageIsLookedAtAgainForOtherTagsAlone() throws IOException {
        try (LocalizationModel model = learned(8, "epochs", 1)) {
            Image image = PatchScenes.image(3);
            Localization predicted = model.localize(image, Optional.empty());
            assertSame(predicted, model.localize(image, Optional.of(predicted.tags())));
            Tags others = predicted.tags().contains(1) ? Tags.of(2) : Tags.of(1);
            Localization given = model.localize(image, Optional.of(others));
            assertEquals(others, given.tags());
            assertArrayEquals(predicted.classScores(), given.classScores());
        }
    }

    @Test
    void aLoneCandidateAndPlainGradientsWork() throws IOException {
        try (LocalizationModel model =
                learned(8, "epochs", 1, "candidates", 1, "guided", false, "pooledShare", 0.0)) {
            ScoreMap scores =
                    model.localize(PatchScenes.image(1), Optional.of(Tags.of(2))).scores();
            assertArrayEquals(new int[] {0, 2}, scores.classIds());
        }
    }

    @Test
    void layersThatAreNotThereAreFoundOutBeforeTheTraining() throws IOException {
        TestContext context = context("dcsm", "layers", new String[] {"stage7"});
        assertThrows(
                InvalidConfigurationException.class,
                () -> localizer().fit(PatchScenes.samples(4), context));
        try (Stream<?> files = Files.list(context.folder())) {
            assertEquals(0, files.count());
        }
    }
}
