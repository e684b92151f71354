package org.espalier.heads;

import java.util.Arrays;
import org.espalier.api.superpixel.Partition;
import org.espalier.inference.FeatureMap;

/**
 * The features of regions: of each, the mean over its pixels of the features of the cell that a
 * pixel lies in. So a region smaller than a cell still has some.
 */
public final class MaskPooling {
    private MaskPooling() {}

    /**
     * Pools.
     *
     * @param features on equal cells over the image
     * @return {@code regions.count() * features.channels()} values, region after region
     */
    public static float[] of(FeatureMap features, Partition regions) {
        int cells = features.height() * features.width();
        long[] pairs = pairs(features, regions);
        int channels = features.channels();
        float[] pooled = new float[Math.multiplyExact(regions.count(), channels)];
        int[] sizes = regions.sizes();
        for (int from = 0, to; from < pairs.length; from = to) {
            to = from + 1;
            while (to < pairs.length && pairs[to] == pairs[from]) {
                to++;
            }
            int region = (int) (pairs[from] / cells);
            int cell = (int) (pairs[from] % cells);
            float share = (float) (to - from) / sizes[region];
            for (int c = 0; c < channels; c++) {
                pooled[region * channels + c] += share * features.values()[c * cells + cell];
            }
        }
        return pooled;
    }

    /** For every pixel its region times the number of cells plus its cell, sorted. */
    private static long[] pairs(FeatureMap features, Partition regions) {
        int cells = features.height() * features.width();
        long[] pairs = new long[regions.region().length];
        for (int y = 0, i = 0; y < regions.height(); y++) {
            int row = (int) ((y + 0.5) * features.height() / regions.height());
            for (int x = 0; x < regions.width(); x++, i++) {
                int column = (int) ((x + 0.5) * features.width() / regions.width());
                pairs[i] =
                        (long) regions.region()[i] * cells + (long) row * features.width() + column;
            }
        }
        Arrays.sort(pairs);
        return pairs;
    }
}
