package org.espalier.api.superpixel;

import org.espalier.api.configuration.InvalidConfigurationException;

/** An algorithm that cuts an image into small regions, with its parameters. */
public sealed interface Oversegmentation {
    /**
     * Regions of about equal size around centres on a grid that move to the mean colour and place
     * of their pixels. Regions are 4-connected.
     *
     * <p>Achanta et al., <em>SLIC Superpixels Compared to State-of-the-art Superpixel Methods</em>,
     * PAMI 2012. Colours are CIELAB, as in the paper.
     *
     * @param regions how many are wanted, 1 to 100000; what comes out differs somewhat
     * @param compactness weight of place against colour, 0.1 to 1000; the paper's m: 1 follows
     *     edges, 40 gives near squares
     * @param iterations how often the centres move, 1 to 100
     */
    record Slic(int regions, float compactness, int iterations) implements Oversegmentation {
        /**
         * Refuses what is out of range.
         *
         * @throws InvalidConfigurationException naming the parameter
         */
        public Slic {
            check("regions", regions, 1, 100_000);
            check("compactness", compactness, 0.1f, 1000);
            check("iterations", iterations, 1, 100);
        }

        /** As the paper sets it: compactness 10, 10 iterations. */
        public static Slic of(int regions) {
            return new Slic(regions, 10, 10);
        }
    }

    /**
     * Regions that grow along a minimum spanning tree of the pixels for as long as the colour
     * difference between two of them is no larger than the differences within. Their sizes differ
     * much: large where the image is even. Regions are 8-connected.
     *
     * <p>Felzenszwalb and Huttenlocher, <em>Efficient Graph-Based Image Segmentation</em>, IJCV
     * 2004. Colours are RGB, as in the paper.
     *
     * @param scale the paper's k, in levels of 0 to 255, 0.1 to 1000000; the larger, the larger the
     *     regions
     * @param sigma standard deviation in pixels of the Gaussian that smooths the image first, 0
     *     (off) to 10
     * @param minimumSize pixels; a smaller region is joined to a neighbour, 1 to 1000000
     */
    record Felzenszwalb(float scale, float sigma, int minimumSize) implements Oversegmentation {
        /**
         * Refuses what is out of range.
         *
         * @throws InvalidConfigurationException naming the parameter
         */
        public Felzenszwalb {
            check("scale", scale, 0.1f, 1_000_000);
            check("sigma", sigma, 0, 10);
            check("minimumSize", minimumSize, 1, 1_000_000);
        }
    }

    private static void check(String name, float value, float min, float max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidConfigurationException(
                    name, "is " + number(value), "from " + number(min) + " to " + number(max));
        }
    }

    private static String number(float value) {
        return value == (long) value ? Long.toString((long) value) : Float.toString(value);
    }
}
