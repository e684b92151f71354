package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

/** Views added up, and maps made into scores. */
class SightsTest {
    private static final Image IMAGE = new Image(16, 8, new byte[16 * 8 * 3]);

    @Test
    void viewsOfOtherSizesAreBroughtToTheGrid() {
        FeatureMap small = new FeatureMap(1, 1, 2, new float[] {0, 4});
        FeatureMap large = new FeatureMap(1, 1, 3, new float[] {1, -1, 1});
        Sights sights = new Sights(List.of(small, large), 1, 3);
        assertArrayEquals(new float[] {1, 1, 5}, sights.sum(map -> map).values(), 1e-6f);
        assertArrayEquals(new float[] {1, 2, 5}, sights.sum(Sights::rectified).values(), 1e-6f);
        assertArrayEquals(new float[] {1, -1, 1}, large.values(), "views stay as they are");
    }

    @Test
    void isJudgedByTheMeanOverViews() {
        Network network =
                Network.of(
                        TestEngine.ENGINE.backbone("tiny", 8),
                        -1,
                        org.espalier.testing.PatchScenes.classes());
        FeatureMap one = new FeatureMap(2, 1, 2, new float[] {0, 4, 1, 1});
        FeatureMap two = new FeatureMap(2, 1, 1, new float[] {8, -3});
        double[] pooled = new Sights(List.of(one, two), 1, 2).pooled(new MeanHead("head", network));
        assertArrayEquals(new double[] {5, -1}, pooled, 1e-6);
    }

    private static ClassMaps maps(int... ids) {
        float[] values = new float[ids.length * 6];
        for (int k = 0; k < ids.length; k++) {
            for (int i = 0; i < 6; i++) {
                values[k * 6 + i] = ids[k] * (i % 3 - 1);
            }
        }
        return new ClassMaps(ids, new FeatureMap(ids.length, 2, 3, values));
    }

    @Test
    void classesAreTakenOutInTheirOrder() {
        ClassMaps some = maps(1, 4, 7).only(4, 7);
        assertArrayEquals(new int[] {4, 7}, some.ids());
        assertArrayEquals(
                new float[] {-4, 0, 4, -4, 0, 4, -7, 0, 7, -7, 0, 7}, some.maps().values());
        assertEquals(0, maps(1, 4).only().scores(IMAGE).planes());
    }

    /** Four cells over 16 pixels: their centres are 1.5, 5.5, 9.5 and 13.5 of 0 to 15. */
    @Test
    void scoresAreCellsOfFourPixels() {
        ScoreMap scores = maps(1).scores(IMAGE);
        assertEquals(4, scores.width());
        assertEquals(2, scores.height());
        float[] expected = {-0.8f, -0.26666668f, 0.26666668f, 0.8f};
        for (int i = 0; i < 8; i++) {
            assertEquals(expected[i % 4], scores.scores()[i], 1e-5);
        }
    }

    @Test
    void sharesAreOfTheMaximumOfEachPlane() {
        ScoreMap shares = maps(2, 5).shares(IMAGE);
        float[] expected = {0, 0, 1 / 3f, 1};
        for (int i = 0; i < 16; i++) {
            assertEquals(expected[i % 4], shares.scores()[i], 1e-5);
        }
        ScoreMap nothing =
                new ClassMaps(new int[] {3}, new FeatureMap(1, 1, 2, new float[] {-1, -2}))
                        .shares(IMAGE);
        assertArrayEquals(new float[8], nothing.scores());
    }

    @Test
    void everyPlaneHasAClass() {
        FeatureMap two = new FeatureMap(2, 1, 1, new float[2]);
        assertThrows(IllegalArgumentException.class, () -> new ClassMaps(new int[] {1}, two));
    }
}
