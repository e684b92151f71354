package org.espalier.segmenter.deeplab;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.inference.Resampling;

/**
 * What is to be learned at each place of a grid that lies corners on corners over an image: the
 * share of every class in the pixels around it. Void takes its share too, and is left out, so that
 * a place all void weighs nothing.
 *
 * @param classes the ids present, one a plane
 * @param shares {@code classes.length * height * width} values in [0, 1]
 */
record Targets(int height, int width, int[] classes, float[] shares) {
    /**
     * @param count how many classes there are
     * @throws BadInputException when a label is none of them
     */
    static Targets of(LabelMap labels, int count, int height, int width) throws BadInputException {
        int[] present = labels.present();
        if (present.length > 0 && present[present.length - 1] >= count) {
            throw new BadInputException(
                    "label map",
                    "holds the label " + present[present.length - 1],
                    "labels are 0 to " + (count - 1) + ", or 255 for void");
        }
        byte[] ids = labels.labels();
        float[] planes = new float[present.length * ids.length];
        for (int k = 0; k < present.length; k++) {
            for (int i = 0; i < ids.length; i++) {
                planes[k * ids.length + i] = ids[i] == (byte) present[k] ? 1 : 0;
            }
        }
        float[] shares =
                present.length == 0
                        ? planes
                        : Resampling.corners(
                                planes,
                                present.length,
                                labels.height(),
                                labels.width(),
                                height,
                                width);
        return new Targets(height, width, present, shares);
    }

    /** Refuses labels that are not of the size of their image. */
    static void requireSize(Sample sample, Image image, LabelMap labels) throws BadInputException {
        if (labels.width() != image.width() || labels.height() != image.height()) {
            throw new BadInputException(
                    sample.id(),
                    "its labels are %d x %d pixels".formatted(labels.width(), labels.height()),
                    "the image is %d x %d".formatted(image.width(), image.height()));
        }
    }

    /**
     * Copies a square window, mirrored if wanted.
     *
     * @param x its first column; of the mirrored grid, if it is mirrored
     * @param into planes of {@code side * side} places for every class
     * @param offset where the first plane begins
     */
    void window(int x, int y, int side, boolean mirrored, float[] into, int offset) {
        for (int k = 0; k < classes.length; k++) {
            for (int row = 0; row < side; row++) {
                int from = (k * height + y + row) * width;
                int to = offset + (classes[k] * side + row) * side;
                for (int column = 0; column < side; column++) {
                    int at = x + column;
                    into[to + column] = shares[from + (mirrored ? width - 1 - at : at)];
                }
            }
        }
    }

    /** Adds how much there is of each class. */
    void count(double[] frequencies) {
        for (int k = 0; k < classes.length; k++) {
            for (int i = k * height * width; i < (k + 1) * height * width; i++) {
                frequencies[classes[k]] += shares[i];
            }
        }
    }
}
