package org.espalier.masks.coco;

import java.io.IOException;
import java.util.List;
import org.espalier.masks.Shape;

/**
 * A mask as outlines. A pixel is inside where its centre is inside one of them; an outline that
 * crosses itself is inside where a ray crosses it an odd number of times. COCO's own tool does the
 * same after it has moved corners and crossings to fifths of a pixel, so that pixels whose centre
 * is that close to the outline may differ.
 *
 * @param outlines of each the corners x, y, x, y …, in pixels from the upper left corner of the
 *     image
 */
record CocoPolygon(List<double[]> outlines) implements Shape {
    private static final double CENTRE = 0.5;

    @Override
    public void draw(byte[] labels, int width, int height, byte id) throws IOException {
        if (outlines.isEmpty()) {
            throw new IOException("its segmentation is empty");
        }
        for (double[] corners : outlines) {
            if (corners.length < 6 || corners.length % 2 != 0) {
                throw new IOException(
                        "an outline has %d numbers, where x and y of three corners or more are needed"
                                .formatted(corners.length));
            }
            fill(corners, labels, width, height, id);
        }
    }

    /**
     * Notes where each column crosses the outline, then fills between the first and second … Memory
     * is taken for the columns of the outline alone.
     */
    private static void fill(double[] corners, byte[] labels, int width, int height, byte id) {
        int first = width;
        int end = 0;
        for (int i = 0; i < corners.length; i += 2) {
            first = Math.min(first, column(corners[i], width));
            end = Math.max(end, column(corners[i], width));
        }
        boolean[] crossed = new boolean[Math.max(0, end - first) * height];
        for (int i = 0; i < corners.length; i += 2) {
            int next = (i + 2) % corners.length;
            boolean forward = corners[i] <= corners[next];
            double x = corners[forward ? i : next];
            double y = corners[(forward ? i : next) + 1];
            double slope =
                    (corners[(forward ? next : i) + 1] - y) / (corners[forward ? next : i] - x);
            int from = column(x, width);
            int to = column(corners[forward ? next : i], width);
            for (int column = from; column < to; column++) {
                double row = Math.ceil(y + (column + CENTRE - x) * slope - CENTRE);
                if (row < height) {
                    crossed[(column - first) * height + (int) Math.max(0, row)] ^= true;
                }
            }
        }
        for (int column = first; column < end; column++) {
            boolean inside = false;
            for (int row = 0; row < height; row++) {
                inside ^= crossed[(column - first) * height + row];
                if (inside) {
                    labels[row * width + column] = id;
                }
            }
        }
    }

    /** The first column whose centre is not left of x. */
    private static int column(double x, int width) {
        return (int) Math.max(0, Math.min(width, Math.ceil(x - CENTRE)));
    }
}
