package org.espalier.api.crf;

import org.espalier.api.configuration.InvalidConfigurationException;

/**
 * The pairwise terms of a fully connected conditional random field with Potts compatibility, and
 * how long to infer.
 *
 * @param iterations mean field updates, 0 to 1000; 0 gives the softmax of minus the unary term
 * @param gaussianWidth standard deviation of the smoothness kernel in pixels, 0.1 to 10000
 * @param gaussianCompatibility its weight, 0 (off) to 1000
 * @param bilateralWidth spatial standard deviation of the appearance kernel in pixels, 0.1 to 10000
 * @param colourWidth its colour standard deviation in levels of 0 to 255, 0.1 to 10000
 * @param bilateralCompatibility its weight, 0 (off) to 1000
 */
public record CrfParameters(
        int iterations,
        float gaussianWidth,
        float gaussianCompatibility,
        float bilateralWidth,
        float colourWidth,
        float bilateralCompatibility) {
    /**
     * Refuses what is out of range.
     *
     * @throws InvalidConfigurationException naming the parameter
     */
    public CrfParameters {
        check("iterations", iterations, 0, 1000);
        check("gaussianWidth", gaussianWidth, 0.1f, 10000);
        check("gaussianCompatibility", gaussianCompatibility, 0, 1000);
        check("bilateralWidth", bilateralWidth, 0.1f, 10000);
        check("colourWidth", colourWidth, 0.1f, 10000);
        check("bilateralCompatibility", bilateralCompatibility, 0, 1000);
    }

    private static void check(String name, float value, float min, float max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidConfigurationException(
                    name, "is " + value, "a number from " + min + " to " + max);
        }
    }

    /** As AffinityNet (psa), SEAM and their successors set it. */
    public static CrfParameters psa() {
        return new CrfParameters(10, 3, 3, 80, 13, 10);
    }

    /** As IRN sets it when it makes labels. */
    public static CrfParameters irn() {
        return new CrfParameters(10, 3, 3, 50, 5, 10);
    }

    /** As DeepLab's successors set it for the output of a segmentation network. */
    public static CrfParameters deeplab() {
        return new CrfParameters(10, 1, 3, 67, 3, 4);
    }

    /**
     * Parameters by name.
     *
     * @param name {@code psa}, {@code irn} or {@code deeplab}
     * @throws InvalidConfigurationException for any other
     */
    public static CrfParameters preset(String name) {
        return switch (name) {
            case "psa" -> psa();
            case "irn" -> irn();
            case "deeplab" -> deeplab();
            default ->
                    throw new InvalidConfigurationException(
                            "preset", "there is none named '" + name + "'", "psa, irn or deeplab");
        };
    }
}
