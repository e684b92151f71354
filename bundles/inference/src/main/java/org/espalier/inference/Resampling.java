package org.espalier.inference;

/**
 * Resampling of float planes in plain Java. Linear interpolation; when shrinking, a triangle filter
 * as wide as the step, so that nothing aliases.
 *
 * <p>Two geometries. <em>Corners on corners</em>: the centres of the first and the last sample stay
 * where they are, which is how a backbone's features lie on an input of aligned sides. <em>Cells on
 * cells</em>: samples are the centres of equal cells over the same area, which is the geometry of
 * {@link org.espalier.api.data.ScoreMap}.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * Corners on corners.
     *
     * @param planes {@code count * height * width} values, plane by plane, row-major; not changed
     * @return {@code count * newHeight * newWidth} values
     */
    public static float[] corners(
            float[] planes, int count, int height, int width, int newHeight, int newWidth) {
        return resample(
                planes, count, height, width, corners(height, newHeight), corners(width, newWidth));
    }

    /** Cells on cells; see {@link #corners(float[], int, int, int, int, int)}. */
    public static float[] cells(
            float[] planes, int count, int height, int width, int newHeight, int newWidth) {
        return resample(
                planes,
                count,
                height,
                width,
                cells(height, height, newHeight, false),
                cells(width, width, newWidth, false));
    }

    /**
     * From features that lie corners on corners over an image to a grid of equal cells over the
     * same image: what a {@link org.espalier.api.data.ScoreMap} takes.
     *
     * @param imageHeight rows of the image, at least 1
     * @param imageWidth columns of the image, at least 1
     */
    public static float[] cornersToCells(
            FeatureMap from, int imageHeight, int imageWidth, int newHeight, int newWidth) {
        return resample(
                from.values(),
                from.channels(),
                from.height(),
                from.width(),
                cells(from.height(), imageHeight, newHeight, true),
                cells(from.width(), imageWidth, newWidth, true));
    }

    /**
     * Swaps left and right.
     *
     * @param planes rows of {@code width} values; not changed
     */
    public static float[] mirror(float[] planes, int width) {
        float[] out = new float[planes.length];
        for (int row = 0; row < planes.length; row += width) {
            for (int x = 0; x < width; x++) {
                out[row + x] = planes[row + width - 1 - x];
            }
        }
        return out;
    }

    private static Taps corners(int from, int to) {
        double step = to == 1 ? 0 : (from - 1.0) / (to - 1);
        double first = to == 1 ? (from - 1) / 2.0 : 0;
        return Taps.at(from, to, first, step);
    }

    /** Cells of an image of {@code size} samples, seen from {@code from} samples over it. */
    private static Taps cells(int from, int size, int to, boolean corners) {
        double scale = corners ? (from - 1.0) / Math.max(1, size - 1) : 1;
        double cell = (double) size / to;
        return Taps.at(from, to, (cell / 2 - 0.5) * scale, cell * scale);
    }

    private static float[] resample(
            float[] planes, int count, int height, int width, Taps rows, Taps columns) {
        if (planes.length != (long) count * height * width) {
            throw new IllegalArgumentException(
                    "%d planes of %d x %d need %d values, got %d"
                            .formatted(
                                    count,
                                    height,
                                    width,
                                    (long) count * height * width,
                                    planes.length));
        }
        int newHeight = rows.size();
        int newWidth = columns.size();
        float[] narrow = new float[height * newWidth];
        float[] out = new float[Math.multiplyExact(count, newHeight * newWidth)];
        for (int k = 0; k < count; k++) {
            for (int y = 0; y < height; y++) {
                columns.alongRow(planes, (k * height + y) * width, narrow, y * newWidth);
            }
            for (int y = 0; y < newHeight; y++) {
                rows.acrossRows(narrow, newWidth, y, out, (k * newHeight + y) * newWidth);
            }
        }
        return out;
    }
}
