package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.espalier.api.superpixel.Partition;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

class MaskPoolingTest {
    /** Two cells side by side over four columns. */
    private final FeatureMap features =
            new FeatureMap(2, 1, 2, new float[] {1, 3, /* second channel */ 10, 20});

    @Test
    void aRegionIsTheMeanOfItsPixels() {
        // region 0: a pixel in the left cell; region 1: one left, two right
        float[] pooled = MaskPooling.of(features, Partition.of(4, 1, new int[] {0, 1, 1, 1}));
        assertArrayEquals(new float[] {1, 10, 7f / 3, 50f / 3}, pooled, 1e-4f);
    }

    @Test
    void aRegionNeedNotBeOnePiece() {
        float[] pooled = MaskPooling.of(features, Partition.of(4, 1, new int[] {0, 1, 1, 0}));
        assertArrayEquals(new float[] {2, 15, 2, 15}, pooled, 1e-6f);
    }

    @Test
    void everyPixelCountsOnceWhateverTheGrid() {
        int[] ids = new int[7 * 5];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % 3;
        }
        Partition regions = Partition.of(7, 5, ids);
        FeatureMap ones = new FeatureMap(1, 3, 4, new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
        assertArrayEquals(new float[] {1, 1, 1}, MaskPooling.of(ones, regions), 1e-5f);
    }
}
