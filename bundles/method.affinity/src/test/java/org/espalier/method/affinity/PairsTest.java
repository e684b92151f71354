package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.data.ClassSet;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final byte VOID = (byte) ClassSet.VOID;
    private static final Stencil TWO = Stencil.of(2);

    /**
     * Of the eleven pairs of neighbours on this grid
     *
     * <pre>
     *   0 0 7
     *   0 7 .
     * </pre>
     *
     * three touch the unknown cell.
     */
    @Test
    void countsByHand() {
        Pairs pairs = Pairs.of(new byte[][] {{0, 0, 7, 0, 7, VOID}}, 2, 3, 0, TWO);
        // 00-01, 00-10, 01-10
        assertEquals(3, pairs.backgroundCount());
        // 02-11
        assertEquals(1, pairs.foregroundCount());
        // 01-02, 00-11, 01-11, 10-11
        assertEquals(4, pairs.differentCount());
        assertFalse(pairs.isEmpty());
    }

    @Test
    void weighsTheThreeMeansOneToOneToTwo() {
        Pairs pairs = Pairs.of(new byte[][] {{0, 0, 7, 0, 7, VOID}}, 2, 3, 0, TWO);
        float[] alike = pairs.alike();
        // first offset: to the right
        assertEquals(1 / 12f, alike[0], 1e-7);
        assertEquals(0, alike[1]);
        assertEquals(1 / 8f, pairs.different()[1], 1e-7);
        assertEquals(1 / 8f, pairs.different()[3], 1e-7);
        assertEquals(0, pairs.different()[4], "to the unknown cell");
        // second offset: down to the left, from 02 to 11
        assertEquals(1 / 4f, alike[6 + 2], 1e-7);
        assertEquals(0.5, sum(alike), 1e-6);
        assertEquals(0.5, sum(pairs.different()), 1e-6);
    }

    @Test
    void allPairsOfAGridThatIsKnown() {
        byte[][] labels = new byte[2][9 * 11];
        Stencil five = Stencil.of(5);
        Pairs pairs = Pairs.of(labels, 9, 11, 0, five);
        long expected = 0;
        for (Stencil.Offset offset : five.ahead()) {
            expected += 2L * (9 - offset.dy()) * (11 - Math.abs(offset.dx()));
        }
        assertEquals(expected, pairs.backgroundCount());
        assertEquals(0, pairs.foregroundCount() + pairs.differentCount());
    }

    @Test
    void differentForegroundClassesAreDifferent() {
        Pairs pairs = Pairs.of(new byte[][] {{3, 4}}, 1, 2, 0, TWO);
        assertEquals(1, pairs.differentCount());
        assertEquals(0, sum(pairs.alike()));
    }

    @Test
    void unknownLabelsMakeNoPairs() {
        assertTrue(Pairs.of(new byte[][] {{VOID, 1, VOID, VOID}}, 2, 2, 0, TWO).isEmpty());
        // a data set without a background: the id of the unknown is never background
        assertTrue(Pairs.of(new byte[][] {{VOID, VOID}}, 1, 2, ClassSet.VOID, TWO).isEmpty());
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
