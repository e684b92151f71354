package org.espalier.spark.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void addsUpAndAnImageWithoutTruthAddsNothing() {
        Tally one = new Tally(1, 0, 0.5, new long[] {1, 2});
        Tally two = new Tally(2, 1, 0.25, new long[] {10, 20});
        Tally unscored = new Tally(4, 4, 1, new long[0]);
        for (Tally sum : List.of(one.plus(unscored).plus(two), unscored.plus(two.plus(one)))) {
            assertEquals(7, sum.images());
            assertEquals(5, sum.failed());
            assertEquals(1.75, sum.seconds());
            assertArrayEquals(new long[] {11, 22}, sum.confusion());
        }
        assertArrayEquals(new long[] {1, 2}, one.confusion(), "a sum changes neither");
    }

    @Test
    void standsInAFooter() {
        for (long[] confusion : new long[][] {{}, {3, 0, 1L << 40}}) {
            Tally read = Tally.of(new Tally(5, 1, 0.1, confusion).footer());
            assertEquals(List.of(5L, 1L), List.of(read.images(), read.failed()));
            assertEquals(0.1, read.seconds());
            assertArrayEquals(confusion, read.confusion());
        }
        var foreign = assertThrows(IllegalArgumentException.class, () -> Tally.of(Map.of()));
        assertTrue(foreign.getMessage().contains("not of Espalier"), foreign.getMessage());
    }

    @Test
    void scoreIsTheOverlapOfAllPixelsTogether() {
        // truth a: 6 right, 2 taken for b, 1 for nothing; truth b: 1 for a, 3 right; c nowhere
        long[] confusion = {6, 2, 0, 1, 1, 3, 0, 0, 0, 0, 0, 0};
        Score score = new Score(confusion, List.of("a", "b", "c"));
        assertEquals(6.0 / 10, score.iou(0), 1e-12);
        assertEquals(3.0 / 6, score.iou(1), 1e-12);
        assertTrue(Double.isNaN(score.iou(2)));
        assertEquals(0.55, score.mean(), 1e-12);
        assertTrue(score.toString().startsWith("mIoU     55.0\n         60.0 a"), "" + score);
    }
}
