package org.espalier.refiner.selftraining;

import java.util.Arrays;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.classification.ClassMaps;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Resampling;

/**
 * Scores of the classes of an image at the places of the grid.
 *
 * @param width columns of the grid; its corners and those of the image coincide
 * @param height rows of the grid
 * @param ids the class of each plane, ascending
 * @param values non-negative, plane by plane, row-major
 */
record Planes(int width, int height, int[] ids, float[] values) {
    /** How many times finer than the grid scores may be, along a side, to be taken as they are. */
    private static final int FINER = 2;

    /** The planes of the classes that can be a tag, brought to a grid over the image. */
    static Planes of(ScoreMap scores, ClassSet classes, Image image, int width, int height) {
        int[] ids = Arrays.stream(scores.classIds()).filter(classes::isTag).sorted().toArray();
        ScoreMap tags = scores.only(Tags.of(ids));
        FeatureMap cells =
                reduced(
                        new FeatureMap(ids.length, tags.height(), tags.width(), tags.scores()),
                        width,
                        height);
        float[] values = new float[ids.length * height * width];
        for (int y = 0; y < height; y++) {
            double row = cell(y, height, image.height(), cells.height());
            for (int x = 0; x < width; x++) {
                double column = cell(x, width, image.width(), cells.width());
                for (int k = 0; k < ids.length; k++) {
                    values[(k * height + y) * width + x] = interpolated(cells, k, row, column);
                }
            }
        }
        return new Planes(width, height, ids, values);
    }

    /** What is much finer than the grid is averaged first: it would alias. */
    private static FeatureMap reduced(FeatureMap cells, int width, int height) {
        int rows = Math.min(cells.height(), FINER * height);
        int columns = Math.min(cells.width(), FINER * width);
        return new FeatureMap(
                cells.channels(),
                rows,
                columns,
                Resampling.cells(
                        cells.values(),
                        cells.channels(),
                        cells.height(),
                        cells.width(),
                        rows,
                        columns));
    }

    /** Where a place lies among the centres of cells. */
    private static double cell(int place, int places, int pixels, int cells) {
        double pixel = places == 1 ? (pixels - 1) / 2.0 : place * (pixels - 1.0) / (places - 1);
        return Math.max(0, Math.min(cells - 1, (pixel + 0.5) * cells / pixels - 0.5));
    }

    private static float interpolated(FeatureMap cells, int plane, double row, double column) {
        int top = (int) row;
        int left = (int) column;
        int below = Math.min(top + 1, cells.height() - 1);
        int right = Math.min(left + 1, cells.width() - 1);
        float down = (float) (row - top);
        float across = (float) (column - left);
        float[] v = cells.values();
        int first = plane * cells.height();
        int upper = (first + top) * cells.width();
        int lower = (first + below) * cells.width();
        float high = v[upper + left] + across * (v[upper + right] - v[upper + left]);
        float low = v[lower + left] + across * (v[lower + right] - v[lower + left]);
        return high + down * (low - high);
    }

    /** Places of the grid. */
    int places() {
        return width * height;
    }

    /** The same places with other values. */
    Planes with(float[] others) {
        return new Planes(width, height, ids, others);
    }

    /** Scores over the image; the highest of each plane is 1. */
    ScoreMap toScores(Image image) {
        return new ClassMaps(ids, new FeatureMap(ids.length, height, width, values)).shares(image);
    }
}
