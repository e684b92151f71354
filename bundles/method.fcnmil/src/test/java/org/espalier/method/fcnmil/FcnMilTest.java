package org.espalier.method.fcnmil;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
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
class FcnMilTest extends LocalizerContract {
    @Override
    protected Localizer localizer() {
        return new FcnMil(TestEngine.ENGINE, TestEngine.NO_FEATURES);
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
                Map.entry("rowEpochs", 12),
                Map.entry("rowBatch", 8),
                Map.entry("rowRate", 0.003),
                Map.entry("epochs", 4),
                Map.entry("batch", 8),
                Map.entry("rate", 0.001),
                Map.entry("weightDecay", 1e-4));
    }

    /** Without tags all classes compete, though only those that win a pixel are returned. */
    @Test
    void withoutTagsTheBestOfAllClassesWins() throws IOException {
        TestContext context = context("a");
        localizer().fit(PatchScenes.samples(48), context);
        try (LocalizationModel model = localizer().open(context)) {
            for (int i = 100; i < 110; i++) {
                Image image = PatchScenes.image(i);
                Localization all = model.localize(image, Optional.of(Tags.of(1, 2)));
                Localization own = model.localize(image, Optional.empty());
                LabelMap expected = labels(all.scores());
                assertArrayEquals(expected.labels(), labels(own.scores()).labels());
                int[] won = IntStream.of(expected.present()).filter(id -> id != 0).toArray();
                assertEquals(Tags.of(won), own.tags());
                assertEquals(won.length + 1, own.scores().planes());
            }
        }
    }

    private static LabelMap labels(ScoreMap scores) {
        assertEquals(0, scores.classId(0), "the background comes first");
        return scores.resized(PatchScenes.SIDE, PatchScenes.SIDE).argmax();
    }

    @Test
    void scoresOfAllClassesAreProbabilities() throws IOException {
        TestContext context = context("a", "epochs", 1, "rowEpochs", 1);
        localizer().fit(PatchScenes.samples(8), context);
        try (LocalizationModel model = localizer().open(context)) {
            ScoreMap scores =
                    model.localize(PatchScenes.image(3), Optional.of(Tags.of(1, 2))).scores();
            int cells = scores.width() * scores.height();
            for (int i = 0; i < cells; i++) {
                float sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += scores.scores()[k * cells + i];
                }
                assertEquals(1, sum, 1e-5);
            }
        }
    }
}
