package org.espalier.imaging;

import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;

/**
 * A smaller size of the same proportions, for pictures in a report. Photographs are averaged over
 * each cell; masks take the class at its centre.
 */
record Downscale(int width, int height) {
    /** The size whose longer side is at most so many pixels; never larger than it was. */
    static Downscale to(int longSide, int width, int height) {
        int longer = Math.max(width, height);
        if (longer <= longSide) {
            return new Downscale(width, height);
        }
        double scale = (double) longSide / longer;
        return new Downscale(
                (int) Math.max(1, Math.round(width * scale)),
                (int) Math.max(1, Math.round(height * scale)));
    }

    Image apply(Image image) {
        if (width == image.width() && height == image.height()) {
            return image;
        }
        byte[] to = new byte[3 * width * height];
        for (int y = 0, out = 0; y < height; y++) {
            int top = start(y, height, image.height());
            int bottom = start(y + 1, height, image.height());
            for (int x = 0; x < width; x++) {
                int left = start(x, width, image.width());
                int right = start(x + 1, width, image.width());
                for (int channel = 0; channel < 3; channel++) {
                    to[out++] = mean(image, left, top, right, bottom, channel);
                }
            }
        }
        return new Image(width, height, to);
    }

    private static byte mean(Image image, int left, int top, int right, int bottom, int channel) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += image.value(x, y, channel);
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return (byte) ((sum + count / 2) / count);
    }

    LabelMap apply(LabelMap labels) {
        byte[] to = new byte[width * height];
        for (int y = 0, out = 0; y < height; y++) {
            int sourceY = (int) ((2L * y + 1) * labels.height() / (2L * height));
            for (int x = 0; x < width; x++) {
                int sourceX = (int) ((2L * x + 1) * labels.width() / (2L * width));
                to[out++] = (byte) labels.label(sourceX, sourceY);
            }
        }
        return new LabelMap(width, height, to);
    }

    /** The first source cell of a target cell; cells are at least one wide, as it only shrinks. */
    private static int start(int cell, int cells, int sourceCells) {
        return (int) ((long) cell * sourceCells / cells);
    }
}
