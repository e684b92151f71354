package org.espalier.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheWidestCellAndNumbersStandToTheRight() {
        Table table = new Table().row("STAGE", "mIoU %", "TAGS");
        table.row("localizer", "41.0", "given").row("crf", "9.5", "none").row("x", "-", "none");
        assertEquals(
                """
                STAGE      mIoU %  TAGS
                localizer    41.0  given
                crf           9.5  none
                x               -  none
                """,
                table.toString());
    }

    @Test
    void dashesAloneAreNoNumbers() {
        assertEquals("A  BB\nx  -\n", new Table().row("A", "BB").row("x", "-").toString());
    }

    @Test
    void rowsMayBeShorter() {
        assertEquals("a  b\nc\n", new Table().row("a", "b").row("c").toString());
        assertEquals("", new Table().toString());
    }

    @Test
    void ratesAreInPercent() {
        assertEquals("41.3", Percent.of(0.4126));
        assertEquals("-", Percent.of(Double.NaN));
        assertEquals("100.0", Percent.of(1));
    }
}
