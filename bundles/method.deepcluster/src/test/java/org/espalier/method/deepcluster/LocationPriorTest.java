package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ClassSet;
import org.junit.jupiter.api.Test;

class LocationPriorTest {
    private static final ClassSet CLASSES = Streets.CLASSES;

    private static LocationPrior of(String... lines) {
        return LocationPrior.of(lines, CLASSES);
    }

    /** At its middle a Gaussian is its share over 2 pi dx dy. */
    @Test
    void aPlaceIsAGaussian() {
        LocationPrior prior = of("road: 0.5 1 0.2 0.1 0.4");
        double peak = 0.4 / (2 * Math.PI * 0.02);
        assertEquals(peak + 1e-3, prior.at(0.5, 1)[0], 1e-5);
        assertEquals(peak * Math.exp(-0.5) + 1e-3, prior.at(0.7, 1)[0], 1e-5);
        assertEquals(1e-3, prior.at(0.5, 0)[0], 1e-6);
        assertEquals(1e-3, prior.at(0.5, 1)[1], 1e-9);
        assertTrue(prior.isKnown());
    }

    @Test
    void sharesAddUp() {
        LocationPrior prior = of("road: 0 0 1 1 0.4", "house:0 0 1 1 0.1", "house: 1 0 1 1 0.2");
        assertArrayEquals(new float[] {0.401f, 0.301f, 0.001f}, prior.shares(), 1e-6f);
        assertEquals(prior.at(0.5, 0)[1], prior.at(0.5, 0)[1]);
    }

    @Test
    void noneKnowsNothing() {
        LocationPrior none = LocationPrior.none(CLASSES);
        assertFalse(none.isKnown());
        assertArrayEquals(new float[] {1, 1, 1}, none.at(0.3, 0.9));
        assertArrayEquals(new float[0], none.shares());
    }

    @Test
    void aClassMayHaveAColonInItsName() {
        ClassSet odd = ClassSet.withoutBackground(List.of("a: b"));
        assertTrue(LocationPrior.of(new String[] {"a: b: 0 0 1 1 1"}, odd).isKnown());
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        String[] wrong = {
            "sky: 0 0 1 1 1",
            "road 0 0 1 1 1",
            "road: 0 0 1 1",
            "road: 0 0 1 1 x",
            "road: 0 0 0 1 1",
            "road: 0 0 1 1 2",
            "road: 3 0 1 1 1",
            "road: NaN 0 1 1 1",
            ""
        };
        for (String line : wrong) {
            var e = assertThrows(InvalidConfigurationException.class, () -> of(line), line);
            assertTrue(e.getMessage().contains("prior.places"), e.getMessage());
        }
        assertThrows(InvalidConfigurationException.class, () -> of());
    }
}
