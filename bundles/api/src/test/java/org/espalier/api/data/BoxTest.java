package org.espalier.api.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxTest {
    @ParameterizedTest
    @CsvSource({
        "20, 30, 0, true",
        "24, 33, 0, true",
        "24.5, 30, 0, false",
        "24.5, 30, 0.5, true",
        "5, 30, 15, true",
        "4, 30, 15, false",
        "20, 48, 15, true",
        "20, 49, 15, false",
        "39, 48, 15, true"
    })
    void isNearWithinTheToleranceAlongEachAxis(double x, double y, double by, boolean near) {
        assertEquals(near, new Box(1, 20, 30, 24, 33).isNear(x, y, by));
    }

    @Test
    void hasAtLeastOnePixel() {
        assertEquals(3, new Box(1, 3, 4, 3, 4).right());
        assertThrows(IllegalArgumentException.class, () -> new Box(1, 3, 4, 2, 4));
        assertThrows(IllegalArgumentException.class, () -> new Box(1, 3, 4, 3, 3));
    }
}
