package org.espalier.masks.coco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.espalier.api.data.LabelMap;
import org.espalier.testing.TestMasks;
import org.junit.jupiter.api.Test;

class CocoPolygonTest {
    private static LabelMap draw(int width, int height, double[]... outlines) throws IOException {
        byte[] labels = new byte[width * height];
        new CocoPolygon(List.of(outlines)).draw(labels, width, height, (byte) 1);
        return new LabelMap(width, height, labels);
    }

    /** pycocotools says of boxes: [0 0 1 1] encloses the first pixel. */
    @Test
    void aRectangleHoldsThePixelsBetweenItsCorners() throws IOException {
        assertEquals(TestMasks.mask("10", "00"), draw(2, 2, new double[] {0, 0, 1, 0, 1, 1, 0, 1}));
        assertEquals(
                TestMasks.mask("0000", "0110", "0110", "0000"),
                draw(4, 4, new double[] {1, 1, 3, 1, 3, 3, 1, 3}));
    }

    /** Centres (0.5, 0.5), (1.5, 0.5), (0.5, 1.5) lie above the line from (3.1, 0) to (0, 3.1). */
    @Test
    void aPixelIsInsideWhereItsCentreIs() throws IOException {
        assertEquals(
                TestMasks.mask("1110", "1100", "1000", "0000"),
                draw(4, 4, new double[] {0, 0, 3.1, 0, 0, 3.1}));
    }

    @Test
    void outlinesAreJoinedAndACrossingOneHasAHole() throws IOException {
        double[] left = {0, 0, 1, 0, 1, 2, 0, 2};
        double[] both = {0, 0, 2, 0, 2, 2, 0, 2};
        assertEquals(TestMasks.mask("110", "110"), draw(3, 2, left, both));
        double[] twice = {0, 0, 2, 0, 2, 2, 0, 2, 0, 0, 1, 0, 1, 2, 0, 2};
        assertEquals(TestMasks.mask("010", "010"), draw(3, 2, twice));
    }

    @Test
    void whatLiesOutsideTheImageIsCutOff() throws IOException {
        assertEquals(
                TestMasks.mask("11", "11"),
                draw(2, 2, new double[] {-5, -5, 9e9, -5, 9e9, 9e9, -5, 9e9}));
        assertEquals(TestMasks.mask("00"), draw(2, 1, new double[] {5, 5, 9, 5, 9, 9}));
        assertEquals(TestMasks.mask("00"), draw(2, 1, new double[] {-5, -5, -9, 0, -9, 9}));
    }

    @Test
    void centresAreThoseThatThePlatformsGeometryFinds() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            double[] corners = random.doubles(6 + 2 * random.nextInt(5), -4, 24).toArray();
            Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
            path.moveTo(corners[0], corners[1]);
            for (int i = 2; i < corners.length; i += 2) {
                path.lineTo(corners[i], corners[i + 1]);
            }
            path.closePath();
            byte[] expected = new byte[20 * 15];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (byte) (path.contains(i % 20 + 0.5, i / 20 + 0.5) ? 1 : 0);
            }
            assertArrayEquals(expected, draw(20, 15, corners).labels(), "round " + round);
        }
    }

    @Test
    void whatIsNoOutlineIsRefused() {
        assertThrows(IOException.class, () -> draw(2, 2));
        assertThrows(IOException.class, () -> draw(2, 2, new double[] {0, 0, 1, 1}));
        assertThrows(IOException.class, () -> draw(2, 2, new double[] {0, 0, 1, 1, 2, 2, 3}));
    }

    /** Ten thousand outlines of a few pixels, on an image of a hundred megapixels. */
    @Test
    void smallOutlinesOnALargeImageTakeLittle() throws IOException {
        int side = 10_000;
        byte[] labels = new byte[side * side];
        List<double[]> outlines = new java.util.ArrayList<>();
        for (int i = 0; i < side; i++) {
            outlines.add(new double[] {i, 0, i + 1, 0, i + 1, 2, i, 2});
        }
        CocoPolygon polygon = new CocoPolygon(outlines);
        org.junit.jupiter.api.Assertions.assertTimeout(
                java.time.Duration.ofSeconds(5), () -> polygon.draw(labels, side, side, (byte) 1));
        assertEquals(1, labels[side + side - 1]);
        assertEquals(0, labels[2 * side]);
    }
}
