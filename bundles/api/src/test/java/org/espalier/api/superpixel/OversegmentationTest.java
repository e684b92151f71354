package org.espalier.api.superpixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.junit.jupiter.api.Test;

class OversegmentationTest {
    private static void refused(String message, Runnable make) {
        var e = assertThrows(InvalidConfigurationException.class, make::run);
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void aMessageNamesTheParameterAndItsRange() {
        refused("regions: is 0; from 1 to 100000", () -> Slic.of(0));
        refused("regions: is 100001", () -> Slic.of(100_001));
        refused("compactness: is 0.05; from 0.1 to 1000", () -> new Slic(1, 0.05f, 1));
        refused("compactness: is NaN", () -> new Slic(1, Float.NaN, 1));
        refused("iterations: is 0", () -> new Slic(1, 1, 0));
        refused("scale: is 0; from 0.1 to 1000000", () -> new Felzenszwalb(0, 0, 1));
        refused("sigma: is -1", () -> new Felzenszwalb(1, -1, 1));
        refused("minimumSize: is 0", () -> new Felzenszwalb(1, 0, 0));
    }

    @Test
    void theEndsOfTheRangesAreAllowed() {
        assertEquals(new Slic(100_000, 10, 10), Slic.of(100_000));
        assertEquals(100, new Slic(1, 1000, 100).iterations());
        assertEquals(10, new Felzenszwalb(1_000_000, 10, 1_000_000).sigma());
    }
}
