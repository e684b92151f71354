package org.espalier.dataset.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SceneArtistTest {
    /** Points on and beside outlines whose place follows from the shapes' measures. */
    @ParameterizedTest
    @CsvSource({
        "DISC, 0.92, 0, 0",
        "DISC, 0, 0, -0.92",
        "DISC, 0, 1.92, 1",
        "SQUARE, 0.78, 0, 0",
        "SQUARE, 0, -0.58, -0.2",
        "SQUARE, 0, 1.78, 1",
        "RING, 0.66, 0, -0.31",
        "RING, 0, 0.97, 0",
        "RING, 0, 0, 0.35",
        "CROSS, 0.96, 0, 0",
        "CROSS, 0, 0.96, 0",
        "CROSS, 0.7, 0.7, 0.34",
        "TRIANGLE, 0, -0.6080682, 0",
        "TRIANGLE, 0, 1.1161364, 0",
        "STAR, 0, -5, 3.98",
        "STAR, 0, -1.02, 0"
    })
    void distances(Shape shape, double x, double y, double distance) {
        assertEquals(distance, shape.distance(x, y), 1e-6);
    }

    /** Each shape contains its texture's middle and stays within a slightly larger circle. */
    @ParameterizedTest
    @EnumSource(Shape.class)
    void shapesAreWhereTheyAreExpected(Shape shape) {
        int inside = 0;
        for (double y = -1.5; y <= 1.5; y += 0.05) {
            for (double x = -1.5; x <= 1.5; x += 0.05) {
                if (shape.distance(x, y) < 0) {
                    inside++;
                    assertTrue(x * x + y * y < 1.15 * 1.15, shape + " at " + x + ", " + y);
                }
            }
        }
        double area = inside * 0.05 * 0.05;
        assertTrue(area > 1 && area < 2.7, shape + " has the area " + area);
    }

    /** A pattern shows both its colours, about evenly. */
    @ParameterizedTest
    @EnumSource(Texture.class)
    void texturesHaveTwoColours(Texture texture) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 10_000; i++) {
            float share = texture.at(i % 100 / 9.0, i / 100 / 9.0, new Noise(4));
            assertTrue(share >= 0 && share <= 1);
            sum += share;
            squares += share * share;
        }
        double mean = sum / 10_000;
        double deviation = Math.sqrt(squares / 10_000 - mean * mean);
        assertTrue(mean > 0.25 && mean < 0.75, texture + " mean " + mean);
        assertTrue(deviation > 0.3, texture + " deviation " + deviation);
    }

    @Test
    void theMaskIsWhereTheObjectsAre() {
        Scene scene = Scene.draw(96, 80, 6, 5, 3);
        LabelMap mask = SceneArtist.mask(scene);
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 96; x++) {
                int expected = 0;
                for (SceneObject object : scene.objects()) {
                    if (object.distance(x + 0.5, y + 0.5) < 0) {
                        expected = object.kind().id();
                    }
                }
                assertEquals(expected, mask.label(x, y));
            }
        }
        assertTrue(scene.tags().contains(SceneClass.RING.id()));
    }

    /** Behind and in front of the outline, the painting is the backdrop's and the object's. */
    @Test
    void objectsStandOutFromTheBackdrop() {
        double contrast = 0;
        int scenes = 40;
        for (int i = 0; i < scenes; i++) {
            Scene scene = Scene.draw(96, 96, 6, i, i % 6);
            Image image = SceneArtist.paint(scene);
            LabelMap mask = SceneArtist.mask(scene);
            contrast += deviation(image, mask, true) / deviation(image, mask, false);
        }
        assertTrue(contrast / scenes > 2, "contrast " + contrast / scenes);
    }

    /** How much the green of neighbouring pixels differs, within objects or outside. */
    private static double deviation(Image image, LabelMap mask, boolean objects) {
        double sum = 1;
        int count = 1;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x + 2 < image.width(); x++) {
                if (mask.label(x, y) == mask.label(x + 2, y) && mask.label(x, y) > 0 == objects) {
                    sum += Math.abs(image.value(x, y, 1) - image.value(x + 2, y, 1));
                    count++;
                }
            }
        }
        return sum / count;
    }

    /** The class whose hue is nearest is the right one more often than by chance, not always. */
    @Test
    void colourHintsAtTheClassButDoesNotSettleIt() {
        SplittableRandom random = new SplittableRandom(11);
        int right = 0;
        for (int i = 0; i < 3000; i++) {
            SceneClass kind = SceneClass.values()[i % 6];
            Colour colour = SceneObject.Looks.draw(kind, random).first();
            right += nearest(colour) == kind ? 1 : 0;
        }
        double share = right / 3000.0;
        assertTrue(share > 0.3 && share < 0.65, "by colour alone " + share);
    }

    private static SceneClass nearest(Colour colour) {
        float[] hsb =
                java.awt.Color.RGBtoHSB(
                        Math.round(255 * colour.red()),
                        Math.round(255 * colour.green()),
                        Math.round(255 * colour.blue()),
                        null);
        return SceneClass.values()[(int) Math.floor((hsb[0] - 0.02 + 1 / 12.0 + 1) * 6) % 6];
    }

    @Test
    void coloursByHue() {
        assertEquals(new Colour(1, 0, 0), Colour.of(0, 1, 1));
        assertEquals(new Colour(0, 1, 0), Colour.of(1 / 3.0, 1, 1));
        assertEquals(0.5f, Colour.of(2 / 3.0 + 4, 1, 0.5).blue(), 1e-6);
        assertEquals(new Colour(0.5f, 0.5f, 0.5f), Colour.of(0.7, 0, 0.5));
    }

    @Test
    void paintingIsFast() {
        Scene scene = Scene.draw(128, 128, 6, 1, 0);
        for (int i = 0; i < 50; i++) {
            SceneArtist.paint(scene);
        }
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 50; i++) {
            SceneArtist.paint(Scene.draw(128, 128, 6, i, i % 6));
        }
        double each = (threads.getCurrentThreadCpuTime() - start) / 50e6;
        assertTrue(each < 25, each + " ms a scene");
    }
}
