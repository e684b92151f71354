package org.espalier.method.wildcat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpatialPoolingTest {
    private static float[] weights(double highest, double lowest, double alpha, int places) {
        return new SpatialPooling(highest, lowest, alpha).weights(places);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0",
        "0.2, 10, 2",
        "0.25, 10, 2", // 2.5 is as near to 2 as to 3: the even one
        "0.35, 10, 4", // 3.5 likewise
        "0.04, 10, 0",
        "0.999, 10, 10",
        "1, 10, 1",
        "2.9, 10, 2",
        "10, 10, 10",
        "1e9, 10, 10"
    })
    void sharesAndCountsAreRegions(double k, int places, int expected) {
        assertEquals(expected, SpatialPooling.regions(k, places));
    }

    @Test
    void sharesOfBothEnds() {
        // 5 regions: two of the highest, one of the lowest, and the half
        assertArrayEquals(
                new float[] {0.25f, 0.25f, 0, 0, 0.35f}, weights(0.4, 0.2, 0.7, 5), 1e-7f);
    }

    @Test
    void countsOfBothEnds() {
        assertArrayEquals(new float[] {0.5f, 0, 0.25f, 0.25f}, weights(1, 2, 1, 4), 1e-7f);
    }

    @Test
    void withAlphaZeroTheLowestAndTheHalfAreGone() {
        assertArrayEquals(new float[] {0.5f, 0.5f, 0, 0}, weights(2, 2, 0, 4));
        assertArrayEquals(weights(2, 0, 0.7, 4), weights(2, 2, 0, 4));
    }

    @Test
    void endsMayOverlap() {
        // all three count as high and as low
        assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 1 / 3f}, weights(0.99, 3, 1, 3), 1e-7f);
    }

    @Test
    void allOfTheHighestIsTheMean() {
        for (int places : new int[] {1, 2, 7, 391}) {
            float[] mean = new float[places];
            Arrays.fill(mean, 1f / places);
            assertArrayEquals(mean, weights(1e9, 0, 0.7, places));
        }
    }

    @Test
    void oneOfTheHighestIsTheMaximum() {
        for (int places : new int[] {1, 2, 7, 391}) {
            float[] maximum = new float[places];
            maximum[0] = 1;
            assertArrayEquals(maximum, weights(1, 0, 0.7, places));
        }
    }

    @Test
    void aShareThatRoundsToNothingIsOneOfTheHighest() {
        assertArrayEquals(new float[] {1, 0}, weights(0.1, 0.1, 0.7, 2));
    }

    @Test
    void refusesWhatIsNoPooling() {
        assertThrows(InvalidConfigurationException.class, () -> weights(0, 1, 1, 4));
        assertThrows(InvalidConfigurationException.class, () -> weights(1, -1, 1, 4));
        assertThrows(InvalidConfigurationException.class, () -> weights(1, 1, Double.NaN, 4));
    }
}
