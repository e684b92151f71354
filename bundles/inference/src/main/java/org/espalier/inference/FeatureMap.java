package org.espalier.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /**
     * The features of several images that lie one after the other.
     *
     * @param shape (N, channels, height, width)
     * @param all values of that many; handed over
     * @return a map for each of the N
     */
    public static List<FeatureMap> each(long[] shape, float[] all) {
        int images = (int) shape[0];
        int length = all.length / images;
        List<FeatureMap> maps = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            float[] values =
                    images == 1 ? all : Arrays.copyOfRange(all, i * length, (i + 1) * length);
            maps.add(new FeatureMap((int) shape[1], (int) shape[2], (int) shape[3], values));
        }
        return maps;
    }
}
