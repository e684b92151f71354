package org.espalier.api.evaluation;

import java.util.Map;

/**
 * Whether a localizer's highest score for a class lies on an object of that class. All rates are in
 * [0, 1].
 *
 * @param accuracy the pointing game: of all pairs of an image and a class that is present, the
 *     share in which the point is on an object or within 15 pixels of its box; NaN without a pair
 * @param pairs how many pairs there are
 * @param meanAveragePrecision of the images ranked by class score, where an image counts as right
 *     when the class is present and the point is within 18 pixels of one of its boxes (Oquab et
 *     al., CVPR 2015); mean over the classes that are present somewhere, NaN when none is
 * @param averagePrecision the same by class name, in the order of the class ids; NaN for a class
 *     that is present nowhere
 * @param boxes where the boxes come from
 */
public record Pointing(
        double accuracy,
        long pairs,
        double meanAveragePrecision,
        Map<String, Double> averagePrecision,
        Boxes boxes) {
    /** Where boxes come from. */
    public enum Boxes {
        /** From the data set: one box an object. */
        ANNOTATED("annotated"),
        /** Around the connected regions of the true mask: objects that touch share one. */
        REGIONS("regions of the true mask"),
        /** Some images have annotated boxes, others none. */
        MIXED("annotated, else regions of the true mask");

        private final String text;

        Boxes(String text) {
            this.text = text;
        }

        /** As files and tables spell it. */
        @Override
        public String toString() {
            return text;
        }
    }
}
