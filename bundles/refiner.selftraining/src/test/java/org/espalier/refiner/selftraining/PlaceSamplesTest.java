package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.heads.RowMoments;
import org.espalier.heads.Rows;
import org.espalier.inference.FeatureMap;
import org.espalier.training.Batch;
import org.junit.jupiter.api.Test;

class PlaceSamplesTest {
    private static final int PLACES = 40;

    @Test
    void memoryIsBoundedHoweverManyImagesThereAre() {
        assertEquals(128, PlaceSamples.places(10, 1344));
        assertEquals(128, PlaceSamples.places(663, 1344));
        for (long images : new long[] {2_000, 10_000, 99_000}) {
            long floats = PlaceSamples.places(images, 1344) * images * 1344;
            assertTrue(floats <= 1L << 27, images + " images: " + floats);
        }
        assertEquals(1, PlaceSamples.places(10_000_000, 1344));
    }

    /** Features that tell where they are: the index of the place, in the upright image. */
    private static List<FeatureMap> views(int height, int width) {
        float[] upright = new float[height * width];
        float[] mirrored = new float[height * width];
        for (int i = 0; i < upright.length; i++) {
            upright[i] = i;
            mirrored[i / width * width + width - 1 - i % width] = i;
        }
        return List.of(
                new FeatureMap(1, height, width, upright),
                new FeatureMap(1, height, width, mirrored));
    }

    private static PlaceSamples samples() {
        return samples(true);
    }

    private static PlaceSamples samples(boolean background) {
        // class 4 wins on the left, class 9 on the right, nobody in the middle
        float[] maps = {0.9f, 0.3f, 0.2f, 0.1f, 0.2f, 0.8f};
        Planes seeds = new Planes(3, 1, new int[] {4, 9}, maps);
        PlaceSamples samples = new PlaceSamples(1, PLACES, 0.3, background);
        samples.add(seeds, views(1, 3), new int[] {2, 4, 9});
        return samples;
    }

    private static Rows rows(long seed) {
        return samples().rows(new Batch(0, 0, new int[] {0}, new SplittableRandom(seed)));
    }

    @Test
    void labelsFollowTheMapsAndTiesGoToTheBackground() {
        Rows rows = rows(1);
        byte[] byPlace = {2, 0, 3};
        for (int p = 0; p < PLACES; p++) {
            assertEquals(byPlace[(int) rows.features()[p]], rows.labels()[p]);
        }
    }

    @Test
    void withoutABackgroundWhatNobodyClaimsIsUnknown() {
        Rows rows = samples(false).rows(new Batch(0, 0, new int[] {0}, new SplittableRandom(1)));
        byte[] byPlace = {1, Rows.UNKNOWN, 2};
        for (int p = 0; p < PLACES; p++) {
            assertEquals(byPlace[(int) rows.features()[p]], rows.labels()[p]);
        }
    }

    /** Whichever view is drawn. */
    @Test
    void theMirroredViewIsSampledAtTheSamePlaces() {
        for (long seed = 2; seed < 20; seed++) {
            assertArrayEquals(rows(1).features(), rows(seed).features());
        }
    }

    @Test
    void statisticsAreThoseOfTheSampledFeatures() {
        RowMoments expected = RowMoments.of(List.of(rows(1).features()), 1);
        RowMoments moments = samples().moments();
        assertArrayEquals(expected.mean(), moments.mean(), 1e-5f);
        assertArrayEquals(expected.scale(), moments.scale(), 1e-5f);
    }
}
