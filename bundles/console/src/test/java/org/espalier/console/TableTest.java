package org.espalier.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.data.Failure;
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
    void whatFilesHoldDoesNotMoveTheCursor() {
        assertEquals("\\u001b[2J\n", new Table().row("\u001b[2J").toString());
    }

    @Test
    void aFailureNamesItsImageOnce() {
        assertEquals(
                "  a: it is empty\n  b.png is no mask",
                FailureLines.of(
                        List.of(
                                new Failure("crf", "a", "it is empty"),
                                new Failure("crf", "b", "b.png is no mask"))));
    }

    @Test
    void ratesAreInPercent() {
        assertEquals("41.3", Percent.of(0.4126));
        assertEquals("-", Percent.of(Double.NaN));
        assertEquals("100.0", Percent.of(1));
    }
}
