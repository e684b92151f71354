package org.espalier.pipeline.run;

import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/**
 * Of how many pixels a method was sure, and of how many rightly so. Pixels that are void in the
 * truth are left out everywhere.
 */
final class Sureness {
    private static final byte VOID = (byte) ClassSet.VOID;

    private long pixels;
    private long sure;
    private long right;

    /**
     * Counts one image.
     *
     * @param confident void where the method was not sure
     * @param truth of the same size
     */
    void add(LabelMap confident, LabelMap truth) {
        byte[] said = confident.labels();
        byte[] is = truth.labels();
        for (int i = 0; i < is.length; i++) {
            if (is[i] != VOID) {
                pixels++;
                if (said[i] != VOID) {
                    sure++;
                    right += said[i] == is[i] ? 1 : 0;
                }
            }
        }
    }

    /** The share of the sure pixels that is right, in [0, 1]; NaN when there is none. */
    double precision() {
        return (double) right / sure;
    }

    /** The share of all pixels that is sure, in [0, 1]; NaN when there is none. */
    double coverage() {
        return (double) sure / pixels;
    }
}
