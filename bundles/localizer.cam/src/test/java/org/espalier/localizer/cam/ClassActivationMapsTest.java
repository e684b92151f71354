package org.espalier.localizer.cam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.testing.LocalizerContract;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;

/** Trained from scratch. */
class ClassActivationMapsTest extends LocalizerContract {
    @Override
    protected Localizer localizer() {
        return new ClassActivationMaps(TestEngine.ENGINE, TestEngine.NO_FEATURES);
    }

    @Override
    protected Map<String, Object> settings() {
        int[] side = {PatchScenes.SIDE};
        return Map.ofEntries(
                Map.entry("backbone", "tiny"),
                Map.entry("outputStride", 8),
                Map.entry("trainingSides", side),
                Map.entry("sides", side),
                Map.entry("gridSide", PatchScenes.SIDE),
                Map.entry("epochs", 12),
                Map.entry("batch", 8),
                Map.entry("rate", 0.003),
                Map.entry("weightDecay", 1e-4));
    }

    @Test
    void scoresAreSharesOfTheMaximum() throws IOException {
        TestContext context = context("a", "epochs", 1);
        localizer().fit(PatchScenes.samples(8), context);
        try (LocalizationModel model = localizer().open(context)) {
            var scores = model.localize(PatchScenes.image(1), Optional.of(Tags.of(1, 2))).scores();
            assertEquals(9, scores.width());
            for (int k = 0; k < 2; k++) {
                float max = 0;
                for (int i = 0; i < 81; i++) {
                    max = Math.max(max, scores.scores()[k * 81 + i]);
                }
                assertTrue(max == 1 || max == 0, "maximum " + max);
            }
        }
    }

    @Test
    void weightsOfOtherClassesAreRefused() throws IOException {
        TestContext context = context("a", "epochs", 1);
        localizer().fit(PatchScenes.samples(8), context);
        TestContext other =
                new TestContext(
                        context.folder(),
                        ClassSet.withBackground(java.util.List.of("background", "dots")),
                        context.settings());
        var e = assertThrows(BadInputException.class, () -> localizer().open(other));
        assertTrue(e.getMessage().contains("[1, 64, 1, 1] is needed"), e.getMessage());
    }
}
