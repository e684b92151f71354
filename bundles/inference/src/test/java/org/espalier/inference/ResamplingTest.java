package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.data.Image;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    @Test
    void sameSizeIsTheSame() {
        float[] planes = Reference.gaussian(2 * 5 * 7, 1, 1);
        assertArrayEquals(planes, Resampling.corners(planes, 2, 5, 7, 5, 7), 1e-6f);
        assertArrayEquals(planes, Resampling.cells(planes, 2, 5, 7, 5, 7), 1e-6f);
    }

    @Test
    void cornersStayWhereTheyAre() {
        float[] row = {0, 3, 6};
        assertArrayEquals(
                new float[] {0, 1.5f, 3, 4.5f, 6}, Resampling.corners(row, 1, 1, 3, 1, 5), 1e-6f);
        assertArrayEquals(
                new float[] {0, 1.5f, 3, 4.5f, 6}, Resampling.corners(row, 1, 3, 1, 5, 1), 1e-6f);
    }

    @Test
    void cellsShareTheArea() {
        assertArrayEquals(
                new float[] {0, 1, 3, 4},
                Resampling.cells(new float[] {0, 4}, 1, 1, 2, 1, 4),
                1e-6f);
        assertArrayEquals(
                new float[] {1, 5},
                Resampling.cells(new float[] {0, 2, 4, 6}, 1, 1, 4, 1, 2),
                0.51f);
    }

    @Test
    void shrinkingAveragesAwayWhatIsTooFine() {
        float[] stripes = new float[64];
        for (int i = 0; i < 64; i++) {
            stripes[i] = i % 2 == 0 ? 1 : -1;
        }
        for (float value : Resampling.cells(stripes, 1, 1, 64, 1, 8)) {
            assertEquals(0, value, 0.07f);
        }
    }

    @Test
    void cornersToCellsKeepsPlaces() {
        // Features of stride 16 on an image of 33 columns, each saying where it is.
        FeatureMap ramp = new FeatureMap(1, 1, 3, new float[] {0, 16, 32});
        float[] pixels = Resampling.cornersToCells(ramp, 1, 33, 1, 33);
        for (int x = 0; x < 33; x++) {
            assertEquals(x, pixels[x], 1e-4f);
        }
        float[] thirds = Resampling.cornersToCells(ramp, 1, 33, 1, 3);
        assertArrayEquals(new float[] {5, 16, 27}, thirds, 1e-4f);
    }

    @Test
    void mirrorsEveryRow() {
        assertArrayEquals(
                new float[] {3, 2, 1, 6, 5, 4},
                Resampling.mirror(new float[] {1, 2, 3, 4, 5, 6}, 3));
    }

    @Test
    void wrongSizesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Resampling.corners(new float[5], 1, 2, 3, 4, 4));
        assertThrows(
                IllegalArgumentException.class,
                () -> Resampling.corners(new float[6], 1, 2, 3, 0, 4));
    }

    @Test
    void extremeImagesSurvive() {
        Image dot = new Image(1, 1, new byte[] {10, 20, 30});
        ImageBatch batch = new ImageBatch(33, 33, Normalisation.symmetric()).add(dot, true);
        assertEquals(10 / 127.5f - 1, batch.planes(0)[500], 1e-6f);
        Image line = new Image(20_000, 1, new byte[60_000]);
        batch.add(line, false);
        assertEquals(-1, batch.planes(1)[3 * 33 * 33 - 1], 1e-5f);
    }

    @Test
    void imagesAreNormalisedAndMirrored() {
        Image two = new Image(2, 1, new byte[] {0, (byte) 255, 51, 102, (byte) 204, 0});
        ImageBatch batch =
                new ImageBatch(2, 1, Normalisation.symmetric()).add(two, false).add(two, true);
        assertArrayEquals(new float[] {-1, -.2f, 1, .6f, -.6f, -1}, batch.planes(0), 1e-6f);
        assertArrayEquals(new float[] {-.2f, -1, .6f, 1, -1, -.6f}, batch.planes(1), 1e-6f);
        assertEquals(2, batch.size());
        assertThrows(IllegalArgumentException.class, () -> batch.addPlanes(new float[5]));
    }
}
