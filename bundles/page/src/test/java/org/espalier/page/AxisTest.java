package org.espalier.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static List<String> marks(Axis axis) {
        return IntStream.rangeClosed(0, axis.marks()).mapToObj(axis::mark).toList();
    }

    private static Axis values(double... values) {
        return Axis.values(DoubleStream.of(values));
    }

    @Test
    void ratesAreMarkedInPercent() {
        assertEquals(
                List.of("0", "10", "20", "30", "40"), marks(Axis.rates(DoubleStream.of(0.38))));
        assertEquals(
                List.of("0", "20", "40", "60", "80", "100"),
                marks(Axis.rates(DoubleStream.of(0.1, Double.NaN, 0.99))));
        assertEquals(List.of("0", "10"), marks(Axis.rates(DoubleStream.of(0))));
    }

    @Test
    void valuesAreMarkedInRoundSteps() {
        assertEquals(List.of("0", "0.5", "1", "1.5", "2", "2.5"), marks(values(2.5, 1)));
        assertEquals(List.of("0", "20", "40", "60", "80"), marks(values(73)));
        assertEquals(List.of("0", "0.001", "0.002", "0.003", "0.004"), marks(values(0.0031)));
        assertEquals(List.of("0", "500", "1000", "1500", "2000", "2500"), marks(values(2001)));
    }

    @Test
    void whatIsNotFiniteOrAboveZeroStillHasAnAxis() {
        assertEquals(1, values(Double.NaN, Double.POSITIVE_INFINITY).highest());
        assertEquals(1, values(0, 0).highest());
        assertEquals(1, values().highest());
    }

    @Test
    void everyValueLiesOnItsAxis() {
        for (double value = 1e-6; value < 1e6; value *= 1.07) {
            Axis axis = values(value);
            assertEquals(true, axis.highest() >= value * (1 - 1e-9), "" + value);
            assertEquals(true, axis.marks() >= 1 && axis.marks() <= 5, "" + value);
        }
    }
}
