package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    private static FeatureMap random(long seed, int channels, int height, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FeatureMap(channels, height, width, values);
    }

    @Test
    void placesThatLookAlikeShareAndOthersDoNot() {
        // places 0 and 1 have features (1, -1, 0), place 2 the opposite
        FeatureMap features = new FeatureMap(3, 1, 3, new float[] {1, 1, -1, -1, -1, 1, 0, 0, 0});
        float[] smooth = new Correlation(features, 4).smooth(new float[] {1, 0, 0.6f});
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.6f}, smooth, 1e-4f);
    }

    @Test
    void weightsAreCosinesToThePower() {
        // (1, -1, 0) and (1, 0, -1): cosine 1/2
        FeatureMap features = new FeatureMap(3, 1, 2, new float[] {1, 1, -1, 0, 0, -1});
        float[] smooth = new Correlation(features, 3).smooth(new float[] {1, 0});
        double weight = 1.0 / 8;
        assertArrayEquals(
                new float[] {(float) (1 / (1 + weight)), (float) (weight / (1 + weight))},
                smooth,
                1e-4f);
    }

    @Test
    void constantsStayConstant() {
        float[] flat = new float[20];
        java.util.Arrays.fill(flat, 0.7f);
        for (float value : new Correlation(random(1, 8, 4, 5), 2).smooth(flat)) {
            assertEquals(0.7f, value, 1e-5f);
        }
    }

    @Test
    void resultsStayWithinTheRangeOfTheMap() {
        float[] map = random(2, 1, 6, 6).values();
        float min = Float.MAX_VALUE;
        float max = -Float.MAX_VALUE;
        for (float value : map) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        for (float value : new Correlation(random(3, 16, 6, 6), 4).smooth(map)) {
            assertTrue(value >= min - 1e-5 && value <= max + 1e-5);
        }
    }

    @Test
    void aPlaceWithoutFeaturesKeepsItsValue() {
        FeatureMap nothing = new FeatureMap(2, 1, 2, new float[4]);
        assertArrayEquals(
                new float[] {0.2f, 0.9f},
                new Correlation(nothing, 4).smooth(new float[] {0.2f, 0.9f}),
                1e-6f);
    }

    @Test
    void lowersByTheQuantile() {
        float[] planes = {4, 0, 1, 3, 2, 10, 10, 10, 10, 10};
        Correlation.lower(planes, 5, 0.3);
        // the 0.3 quantile of 0..4 is 1.2
        assertArrayEquals(
                new float[] {2.8f, -1.2f, -0.2f, 1.8f, 0.8f, 0, 0, 0, 0, 0}, planes, 1e-6f);
    }
}
