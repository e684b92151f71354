package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.classification.ClassMaps;
import org.junit.jupiter.api.Test;

class PlanesTest {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "cat", "dog"));

    private static Image image(int width, int height) {
        return new Image(width, height, new byte[3 * width * height]);
    }

    @Test
    void normalisesEachPlaneAndClipsBelowZero() {
        assertArrayEquals(
                new float[] {0, 1, 0.5f, 0, 0, 0},
                ClassMaps.normalise(new float[] {-1, 4, 2, -3, -1, 0}, 3));
    }

    @Test
    void takesThePlanesOfTagsInAscendingOrder() {
        ScoreMap scores = new ScoreMap(new int[] {2, 0, 1}, 2, 1, new float[] {5, 6, 9, 9, 1, 2});
        Planes planes = Planes.of(scores, CLASSES, image(2, 1), 2, 1);
        assertArrayEquals(new int[] {1, 2}, planes.ids());
        // two pixels, two cells, two places: all the same
        assertArrayEquals(new float[] {1, 2, 5, 6}, planes.values());
    }

    @Test
    void placesLieOnPixelsAndCellsBetweenThem() {
        // cells of 10 pixels whose centres are 4.5, 14.5, 24.5, 34.5; a ramp of one a pixel
        ScoreMap ramp = new ScoreMap(new int[] {1}, 4, 1, new float[] {4.5f, 14.5f, 24.5f, 34.5f});
        // places on pixels 0, 13, 26, 39; outside of the centres the ramp ends
        assertArrayEquals(
                new float[] {4.5f, 13, 26, 34.5f},
                Planes.of(ramp, CLASSES, image(40, 1), 4, 1).values(),
                1e-4f);
        float[] rows = Planes.of(transposed(ramp), CLASSES, image(1, 40), 1, 4).values();
        assertArrayEquals(new float[] {4.5f, 13, 26, 34.5f}, rows, 1e-4f);
    }

    private static ScoreMap transposed(ScoreMap row) {
        return new ScoreMap(row.classIds(), 1, row.width(), row.scores());
    }

    @Test
    void whatIsTooFineIsAveraged() {
        float[] stripes = new float[160];
        for (int i = 0; i < stripes.length; i += 2) {
            stripes[i] = 1;
        }
        ScoreMap scores = new ScoreMap(new int[] {1}, 160, 1, stripes);
        for (float value : Planes.of(scores, CLASSES, image(160, 1), 9, 1).values()) {
            assertEquals(0.5f, value, 0.06f);
        }
    }

    /** What a localizer made of a grid comes back to that grid nearly as it was. */
    @Test
    void thereAndBack() {
        float[] values = new float[9 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 + Math.sin(i % 9 / 2.0) * Math.cos(i / 9 / 1.5)) / 2;
        }
        values[30] = 1;
        Planes planes = new Planes(9, 7, new int[] {2}, values);
        Image image = image(200, 150);
        ScoreMap scores = planes.toScores(image);
        assertEquals(50, scores.width());
        assertEquals(38, scores.height());
        float[] back = Planes.of(scores, CLASSES, image, 9, 7).values();
        double off = 0;
        for (int i = 0; i < back.length; i++) {
            off += Math.abs(back[i] - values[i]) / back.length;
        }
        assertTrue(off < 0.03, "mean difference " + off);
    }

    @Test
    void noTagsNoPlanes() {
        ScoreMap background = new ScoreMap(new int[] {0}, 2, 1, new float[2]);
        Planes planes = Planes.of(background, CLASSES, image(9, 9), 3, 3);
        assertEquals(0, planes.ids().length);
        assertEquals(0, planes.toScores(image(9, 9)).planes());
    }
}
