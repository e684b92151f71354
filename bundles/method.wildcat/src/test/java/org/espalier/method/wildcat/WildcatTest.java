package org.espalier.method.wildcat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.testing.LocalizerContract;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;

/** Trained from scratch. */
class WildcatTest extends LocalizerContract {
    @Override
    protected Localizer localizer() {
        return new Wildcat(TestEngine.ENGINE, TestEngine.NO_FEATURES);
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
    void aTrainedBackgroundHasAPlaneThatComesFirst() throws IOException {
        TestContext context = context("a", "epochs", 2, "background", "trained");
        localizer().fit(PatchScenes.samples(16), context);
        try (LocalizationModel model = localizer().open(context)) {
            var scores = model.localize(PatchScenes.image(1), Optional.of(Tags.of(2))).scores();
            assertArrayEquals(new int[] {0, 2}, scores.classIds());
            for (float score : scores.scores()) {
                assertTrue(score > 0 && score < 1, "probability " + score);
            }
        }
    }

    @Test
    void aBackgroundThatIsNotThereCannotBeTrained() throws IOException {
        TestContext context = context("a", "background", "trained");
        TestContext none =
                new TestContext(
                        context.folder(),
                        ClassSet.withoutBackground(List.of("dots", "stripes")),
                        context.settings());
        assertThrows(
                InvalidConfigurationException.class,
                () -> localizer().fit(PatchScenes.samples(2), none));
        TestContext unknown = context("a", "background", "grey");
        var e =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> localizer().fit(PatchScenes.samples(2), unknown));
        assertTrue(e.getMessage().contains("'constant' or 'trained'"), e.getMessage());
    }
}
