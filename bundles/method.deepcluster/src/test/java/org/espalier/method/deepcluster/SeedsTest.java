package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.superpixel.Partition;
import org.junit.jupiter.api.Test;

/** Two regions of two pixels each. */
class SeedsTest {
    private static final byte NONE = (byte) ClassSet.VOID;

    private final Partition regions = Partition.of(4, 1, new int[] {0, 0, 1, 1});
    private final Seeds seeds = new Seeds(Streets.CLASSES, 0.5, new float[] {0, 0.5f, 0.75f});

    private float[] shares(float... scores) {
        return seeds.shares(regions, new ScoreMap(new int[] {0, 2}, 4, 1, scores));
    }

    /** The second pixel wins with 0.3 and is below half of 0.8; the last one ties. */
    @Test
    void aPixelSpeaksForWhatIsAloneTheHighestAndHighEnough() {
        float[] shares = shares(0.8f, 0.3f, 0.1f, 0.6f, /* tree */ 0.1f, 0.2f, 0.9f, 0.6f);
        assertArrayEquals(new float[] {0.5f, 0, 0, 0, 0, 0.5f}, shares, 1e-6f);
    }

    @Test
    void whereAllTiesNobodySpeaks() {
        assertArrayEquals(new float[6], shares(1, 1, 1, 1, 1, 1, 1, 1));
        assertArrayEquals(new float[6], shares(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void enoughPixelsMakeALabel() {
        float[] shares = {0.6f, 0, 0.4f, 0, 0.59f, 0};
        assertArrayEquals(new byte[] {0, NONE}, seeds.labels(shares, 0.6));
        assertArrayEquals(new byte[] {NONE, NONE}, seeds.labels(shares, 0.7));
    }

    @Test
    void rarityIsTheShareOfImagesWithout() {
        List<Sample> samples = Streets.samples(6);
        assertArrayEquals(
                new float[] {0, 1f / 3, 1f / 3},
                Seeds.of(samples, Streets.CLASSES, 0.5).rarity(),
                1e-6f);
        List<Sample> things = Streets.samples(6, Streets.BACKGROUND);
        assertArrayEquals(
                new float[] {1, 1f / 3, 1f / 3},
                Seeds.of(things, Streets.BACKGROUND, 0.5).rarity(),
                1e-6f);
    }

    /** 0.1 + rarity times share; nothing for a class that is no tag of the image. */
    @Test
    void evidenceWeighsSeedsByRarity() {
        float[] shares = {1, 0, 0, 0, 0.5f, 1};
        float[] evidence =
                seeds.evidence(
                        shares,
                        new double[] {0.25, 0.5, 0.75, 0.5},
                        Tags.of(0, 2),
                        LocationPrior.none(Streets.CLASSES));
        assertArrayEquals(new float[] {0.1f, 0, 0.1f, 0.1f, 0, 0.85f}, evidence, 1e-6f);
    }
}
