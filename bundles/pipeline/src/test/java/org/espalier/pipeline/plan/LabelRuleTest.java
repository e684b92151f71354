package org.espalier.pipeline.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.pipeline.Scenes;
import org.junit.jupiter.api.Test;

class LabelRuleTest {
    private final LabelRule rule = new LabelRule(Scenes.CLASSES, 0.3);

    private static Image image(int width, int height) {
        return new Image(width, height, new byte[width * height * 3]);
    }

    @Test
    void backgroundWinsBelowAndAtTheConstant() {
        ScoreMap scores = new ScoreMap(new int[] {2}, 3, 1, new float[] {0.29f, 0.3f, 0.31f});
        assertArrayEquals(new byte[] {0, 0, 2}, rule.labels(scores, image(3, 1)).labels());
    }

    @Test
    void aMethodThatModelsTheBackgroundIsTakenAtItsWord() {
        ScoreMap scores = new ScoreMap(new int[] {0, 1}, 2, 1, new float[] {0, 0.2f, 0.1f, 0.1f});
        assertFalse(rule.applies(scores));
        assertArrayEquals(new byte[] {1, 0}, rule.labels(scores, image(2, 1)).labels());
    }

    @Test
    void anImageWithoutTagsIsBackground() {
        ScoreMap nothing = new ScoreMap(new int[0], 1, 1, new float[0]);
        assertArrayEquals(new byte[4], rule.labels(nothing, image(2, 2)).labels());
    }

    @Test
    void withoutABackgroundClassNothingIsInvented() {
        LabelRule roads = new LabelRule(ClassSet.withoutBackground(List.of("road", "sky")), 0.3);
        ScoreMap nothing = new ScoreMap(new int[0], 1, 1, new float[0]);
        assertArrayEquals(new byte[] {-1, -1}, roads.labels(nothing, image(2, 1)).labels());
        ScoreMap low = new ScoreMap(new int[] {0, 1}, 1, 1, new float[] {0.01f, 0.02f});
        assertArrayEquals(new byte[] {1}, roads.labels(low, image(1, 1)).labels());
    }

    @Test
    void withoutABackgroundWhatNobodyClaimsIsVoid() {
        LabelRule roads = new LabelRule(ClassSet.withoutBackground(List.of("road", "sky")), 0.3);
        float[] values = {0.5f, 0, 0, 0, 0.4f, 0, 0.1f, 0};
        ScoreMap scores = new ScoreMap(new int[] {0, 1}, 2, 2, values);
        assertFalse(roads.applies(scores));
        assertArrayEquals(new byte[] {0, -1, 1, -1}, roads.labels(scores, image(2, 2)).labels());
        ScoreMap withBackground = new ScoreMap(new int[] {0, 1}, 2, 2, values);
        assertArrayEquals(
                new byte[] {0, 0, 1, 0},
                rule.labels(withBackground, image(2, 2)).labels(),
                "a background takes what nobody claims");
    }

    @Test
    void scoresAreInterpolatedBeforeTheArgmax() {
        ScoreMap scores = new ScoreMap(new int[] {1}, 2, 1, new float[] {0, 1});
        assertArrayEquals(
                new byte[] {0, 0, 0, 1, 1, 1, 1, 1}, rule.labels(scores, image(8, 1)).labels());
    }
}
