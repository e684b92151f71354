package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.superpixel.Partition;
import org.espalier.training.Batch;
import org.junit.jupiter.api.Test;

class RegionRowsTest {
    private static Sample sample(String id) {
        return new Sample(id, Tags.none(), () -> null);
    }

    /**
     * Regions of one pixel; region r has the features (r, -r), and label r % 2 unless it is void.
     */
    private static Candidates candidates(int regions, int every) {
        int[] ids = new int[regions];
        byte[] labels = new byte[regions];
        for (int r = 0; r < regions; r++) {
            ids[r] = r;
            labels[r] = r % every == 0 ? (byte) (r % 2) : Rows.UNKNOWN;
        }
        return new Candidates(Partition.of(regions, 1, ids), labels);
    }

    private static float[] features(int regions) {
        float[] features = new float[2 * regions];
        for (int r = 0; r < regions; r++) {
            features[2 * r] = r;
            features[2 * r + 1] = -r;
        }
        return features;
    }

    private static RegionRows rows(String... order) {
        RegionRows rows = new RegionRows(2, 3, 5);
        for (String id : order) {
            rows.add(sample(id), candidates(300, 3), features(300));
        }
        rows.arrange(List.of(sample("a"), sample("b"), sample("c")));
        return rows;
    }

    private static Rows all(RegionRows rows) {
        int[] indices = new int[rows.images()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return rows.read(new Batch(0, 0, indices, new SplittableRandom(1)));
    }

    @Test
    void keepsSomeOfTheCandidatesWithTheirFeatures() {
        Rows read = all(rows("a"));
        assertEquals(96, read.count());
        boolean[] seen = new boolean[300];
        for (int i = 0; i < read.count(); i++) {
            int region = (int) read.features()[2 * i];
            assertFalse(seen[region], "region " + region + " twice");
            seen[region] = true;
            assertEquals(-region, read.features()[2 * i + 1]);
            assertEquals(0, region % 3, "only candidates");
            assertEquals(region % 2, read.labels()[i]);
        }
    }

    @Test
    void theOrderOfAddingDoesNotMatter() {
        assertArrayEquals(all(rows("a", "b", "c")).features(), all(rows("c", "a", "b")).features());
    }

    @Test
    void imagesDrawRegionsOfTheirOwn() {
        RegionRows rows = rows("a", "b");
        float[] a = rows.read(new Batch(0, 0, new int[] {0}, null)).features();
        float[] b = rows.read(new Batch(0, 0, new int[] {1}, null)).features();
        assertFalse(java.util.Arrays.equals(a, b));
    }

    @Test
    void memoryIsBoundedHoweverManyImages() {
        RegionRows rows = new RegionRows(1000, 100_000, 1);
        assertTrue(rows.add(sample("a"), candidates(5, 1), new float[5000]));
        rows.arrange(List.of(sample("a")));
        assertEquals(1, all(rows).count());
    }

    @Test
    void anImageWithoutACandidateIsLeftOut() {
        RegionRows rows = new RegionRows(2, 1, 1);
        Candidates none = new Candidates(Partition.of(1, 1, new int[1]), new byte[] {Rows.UNKNOWN});
        assertFalse(rows.add(sample("a"), none, new float[2]));
        rows.arrange(List.of(sample("a")));
        assertEquals(0, rows.images());
    }

    @Test
    void whatIsReadMayBeChanged() {
        RegionRows rows = rows("a");
        all(rows).features()[0] += 5;
        assertArrayEquals(all(rows("a")).features(), all(rows).features());
    }
}
