package org.espalier.method.wildcat;

import org.espalier.api.configuration.InvalidConfigurationException;

/**
 * WILDCAT's spatial pooling. With n regions, sorted by activation:
 *
 * <pre>
 *   s = (mean of the k+ highest + alpha * mean of the k- lowest) / 2   if k- &gt; 0 and alpha &gt; 0
 *   s =  mean of the k+ highest                                        otherwise
 * </pre>
 *
 * <p>The half is the reference code's; the paper's formula does not have it.
 *
 * @param highest k+: below 1 the share of the regions, rounded half to even and at least one
 *     region; from 1 a count, cut down to n
 * @param lowest k-, likewise; 0 is none
 * @param alpha the weight of the lowest regions, at least 0
 */
record SpatialPooling(double highest, double lowest, double alpha) {
    /** Refuses what is out of range. */
    SpatialPooling {
        if (!(highest > 0)) {
            throw new InvalidConfigurationException(
                    "highest", "is " + highest, "a share above 0, or a count");
        }
        if (!(lowest >= 0 && alpha >= 0)) {
            throw new InvalidConfigurationException(
                    "lowest, alpha", "are " + lowest + " and " + alpha, "numbers of at least 0");
        }
    }

    /**
     * The weight of each rank.
     *
     * @param places n, at least 1
     * @return that of the highest activation first
     */
    float[] weights(int places) {
        int top = Math.max(1, regions(highest, places));
        int bottom = alpha == 0 ? 0 : regions(lowest, places);
        double half = bottom > 0 ? 0.5 : 1;
        double[] weights = new double[places];
        for (int rank = 0; rank < top; rank++) {
            weights[rank] += half / top;
        }
        for (int rank = places - bottom; rank < places; rank++) {
            weights[rank] += half * alpha / bottom;
        }
        float[] rounded = new float[places];
        for (int rank = 0; rank < places; rank++) {
            rounded[rank] = (float) weights[rank];
        }
        return rounded;
    }

    /** How many regions a share or a count is. */
    static int regions(double k, int places) {
        return k < 1 ? (int) Math.rint(k * places) : (int) Math.min(k, places);
    }
}
