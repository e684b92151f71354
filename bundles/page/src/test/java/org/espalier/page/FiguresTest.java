package org.espalier.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void ratesInPercent() {
        assertEquals("41.3", Figures.percent(0.4128));
        assertEquals("0.0", Figures.percent(0));
        assertEquals("100.0", Figures.percent(1));
        assertEquals("–", Figures.percent(Double.NaN));
    }

    @Test
    void lengthsOfTime() {
        assertEquals("0.4 s", Figures.time(0.42));
        assertEquals("10 s", Figures.time(9.97));
        assertEquals("1 min 0 s", Figures.time(59.7));
        assertEquals("12 min 5 s", Figures.time(725));
        assertEquals("3 h 20 min", Figures.time(12_010));
    }
}
