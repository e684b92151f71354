package org.espalier.inference;

/**
 * Features of one image, away from the device.
 *
 * @param channels planes
 * @param height rows
 * @param width columns
 * @param values {@code channels * height * width} values, plane by plane, row-major; handed over:
 *     read, never write
 */
public record FeatureMap(int channels, int height, int width, float[] values) {
    /** Refuses an array of another length. */
    public FeatureMap {
        if (values.length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    "Features of %d x %d x %d need %d values, got %d"
                            .formatted(
                                    channels,
                                    height,
                                    width,
                                    (long) channels * height * width,
                                    values.length));
        }
    }
}
