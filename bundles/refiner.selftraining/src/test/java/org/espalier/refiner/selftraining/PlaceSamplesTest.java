package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.inference.FeatureMap;
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

    @Test
    void labelsFollowTheMapsAndTiesGoToTheBackground() {
        PlaceSamples samples = samples();
        float[] rows = new float[PLACES];
        samples.copy(0, 0, rows, 0);
        byte[] byPlace = {2, 0, 3};
        for (int p = 0; p < PLACES; p++) {
            assertEquals(byPlace[(int) rows[p]], samples.labels(0)[p]);
        }
    }

    @Test
    void withoutABackgroundWhatNobodyClaimsIsUnknown() {
        PlaceSamples samples = samples(false);
        float[] rows = new float[PLACES];
        samples.copy(0, 0, rows, 0);
        byte[] byPlace = {1, PlaceSamples.UNKNOWN, 2};
        for (int p = 0; p < PLACES; p++) {
            assertEquals(byPlace[(int) rows[p]], samples.labels(0)[p]);
        }
    }

    @Test
    void theMirroredViewIsSampledAtTheSamePlaces() {
        PlaceSamples samples = samples();
        float[] upright = new float[PLACES];
        float[] mirrored = new float[PLACES];
        samples.copy(0, 0, upright, 0);
        samples.copy(0, 1, mirrored, 0);
        for (int p = 0; p < PLACES; p++) {
            assertEquals(upright[p], mirrored[p]);
        }
    }

    @Test
    void statisticsAreThoseOfTheSampledFeatures() {
        PlaceSamples samples = samples();
        float[] rows = new float[PLACES];
        samples.copy(0, 0, rows, 0);
        double mean = 0;
        double square = 0;
        for (float value : rows) {
            mean += value / rows.length;
        }
        for (float value : rows) {
            square += (value - mean) * (value - mean) / rows.length;
        }
        assertEquals(mean, samples.mean()[0], 1e-5);
        assertEquals(Math.sqrt(square) + 1e-3, samples.scale()[0], 1e-5);
    }
}
