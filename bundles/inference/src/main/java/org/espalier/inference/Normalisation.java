package org.espalier.inference;

/**
 * How a network wants its pixels: {@code (value / 255 - mean) / std} for each of R, G, B.
 *
 * @param mean of each channel, in [0, 1]
 * @param std of each channel, above 0
 */
public record Normalisation(float[] mean, float[] std) {
    /** Pixels in [-1, 1]. */
    public static Normalisation symmetric() {
        return new Normalisation(new float[] {.5f, .5f, .5f}, new float[] {.5f, .5f, .5f});
    }

    /** The mean and standard deviation of ImageNet's photographs. */
    public static Normalisation imageNet() {
        return new Normalisation(
                new float[] {.485f, .456f, .406f}, new float[] {.229f, .224f, .225f});
    }

    /** Refuses other than three channels, and a deviation that is not above 0. */
    public Normalisation {
        if (mean.length != 3 || std.length != 3) {
            throw new IllegalArgumentException("mean and std need 3 values each");
        }
        for (float s : std) {
            if (!(s > 0)) {
                throw new IllegalArgumentException("std must be above 0, not " + s);
            }
        }
    }
}
