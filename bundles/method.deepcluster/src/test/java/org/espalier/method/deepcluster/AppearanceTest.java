package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.weights.SafeTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppearanceTest {
    private static final int CHANNELS = 4;

    /** Rows about three directions, in turn, of different lengths. */
    static float[] rows(int count) {
        SplittableRandom random = new SplittableRandom(3);
        float[] rows = new float[count * CHANNELS];
        for (int i = 0; i < rows.length; i++) {
            boolean along = i % CHANNELS == i / CHANNELS % 3;
            rows[i] = (float) ((along ? 10 : 1) + 0.2 * random.nextGaussian());
        }
        return rows;
    }

    @Test
    void findsTheDirections() {
        Appearance appearance = Appearance.of(rows(60), CHANNELS, 3, 1);
        int[] cluster = appearance.assign(rows(60));
        assertEquals(3, appearance.clusters());
        for (int i = 3; i < cluster.length; i++) {
            assertEquals(cluster[i % 3], cluster[i], "row " + i);
        }
        assertEquals(3, java.util.Arrays.stream(cluster).distinct().count());
    }

    @Test
    void sameSeedSameClusters() {
        float[] first = Appearance.of(rows(9001), CHANNELS, 20, 5).centres();
        assertArrayEquals(first, Appearance.of(rows(9001), CHANNELS, 20, 5).centres());
        assertEquals(
                false,
                java.util.Arrays.equals(
                        first, Appearance.of(rows(9001), CHANNELS, 20, 6).centres()));
    }

    @Test
    void rowsAreNotChanged() {
        float[] rows = rows(30);
        Appearance.of(rows, CHANNELS, 3, 1);
        assertArrayEquals(rows(30), rows);
    }

    @Test
    void noMoreClustersThanRows() {
        assertEquals(2, Appearance.of(rows(2), CHANNELS, 7, 1).clusters());
    }

    @Test
    void unitRowsHaveLengthOne() {
        float[] rows = {3, 4, 0, 0};
        Appearance.unit(rows, 2);
        assertArrayEquals(new float[] {0.6f, 0.8f, 0, 0}, rows, 1e-6f);
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) throws Exception {
        Appearance appearance = Appearance.of(rows(60), CHANNELS, 3, 1);
        Path file = folder.resolve("a.safetensors");
        SafeTensors.write(file, Map.of(), appearance.tensors());
        Appearance read = Appearance.of(SafeTensors.read(file), file);
        assertArrayEquals(appearance.assign(rows(30)), read.assign(rows(30)));
        SafeTensors.write(file, Map.of(), Map.of());
        SafeTensors none = SafeTensors.read(file);
        assertThrows(BadInputException.class, () -> Appearance.of(none, file));
    }
}
