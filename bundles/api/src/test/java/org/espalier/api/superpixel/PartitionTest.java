package org.espalier.api.superpixel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static final byte VOID = (byte) 255;

    /** Three regions in two rows: 0 0 1 and 0 2 1. */
    private static Partition three() {
        return Partition.of(3, 2, new int[] {4, 4, 0, 4, 2, 0});
    }

    private static LabelMap labels(int... ids) {
        byte[] bytes = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = (byte) ids[i];
        }
        return new LabelMap(3, 2, bytes);
    }

    @Test
    void regionsAreNumberedByTheirFirstPixel() {
        assertArrayEquals(new int[] {0, 0, 1, 0, 2, 1}, three().region());
        assertEquals(3, three().count());
        assertArrayEquals(new int[] {3, 2, 1}, three().sizes());
        assertEquals(three(), Partition.of(3, 2, new int[] {1, 1, 5, 1, 3, 5}));
        assertEquals(three().hashCode(), three().hashCode());
        assertNotEquals(three(), Partition.of(2, 3, new int[] {0, 0, 1, 0, 2, 1}));
        assertEquals("Partition[3 x 2, 3 regions]", three().toString());
    }

    @Test
    void whatIsNoPartitionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Partition.of(2, 2, new int[3]));
        assertThrows(IllegalArgumentException.class, () -> Partition.of(0, 1, new int[0]));
        var high =
                assertThrows(
                        IllegalArgumentException.class, () -> Partition.of(2, 1, new int[] {0, 2}));
        assertEquals("Region 2 at pixel 1; ids are from 0 to 1", high.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Partition.of(2, 1, new int[] {0, -1}));
    }

    @Test
    void aBoundaryIsOnBothSides() {
        assertArrayEquals(new boolean[] {false, true, true, true, true, true}, three().boundary());
        assertArrayEquals(new boolean[4], Partition.of(2, 2, new int[4]).boundary());
        assertArrayEquals(
                new boolean[] {false, true, true, false},
                Partition.of(4, 1, new int[] {0, 0, 1, 1}).boundary());
    }

    @Test
    void aHistogramCountsTheLabelsOfEachRegion() throws Exception {
        int[] histogram = three().histogram(labels(1, 1, 0, 255, 2, 255), 3);
        assertArrayEquals(new int[] {0, 2, 0, 1, 0, 0, 0, 0, 1}, histogram);
    }

    @Test
    void aHistogramRefusesOtherSizesAndLabels() {
        var size =
                assertThrows(
                        BadInputException.class,
                        () -> three().histogram(new LabelMap(2, 3, new byte[6]), 1));
        assertEquals("mask: is 2 x 3; the superpixels are 3 x 2", size.getMessage());
        var label =
                assertThrows(
                        BadInputException.class,
                        () -> three().histogram(labels(0, 0, 0, 0, 3, 0), 3));
        assertEquals("label at column 1, row 1: is 3; from 0 to 2, or void", label.getMessage());
    }

    @Test
    void theOracleGivesEachRegionItsMostFrequentLabel() throws Exception {
        // region 0 has 5 twice and 1 once; region 1 ties 7 with 2; region 2 is void
        LabelMap oracle = three().oracle(labels(5, 1, 7, 5, 255, 2));
        assertEquals(labels(5, 5, 2, 5, 255, 2), oracle);
    }

    @Test
    void theOracleLeavesVoidOut() throws Exception {
        // two void pixels do not outvote one that is labelled
        assertEquals(
                labels(4, 4, 254, 4, 0, 254), three().oracle(labels(255, 4, 254, 255, 0, 255)));
        byte[] nothing = {VOID, VOID, VOID, VOID, VOID, VOID};
        assertArrayEquals(nothing, three().oracle(new LabelMap(3, 2, nothing)).labels());
        assertThrows(
                BadInputException.class, () -> three().oracle(new LabelMap(6, 1, new byte[6])));
    }

    @Test
    void aMaskIsPaintedRegionByRegion() {
        assertEquals(labels(9, 9, 255, 9, 0, 255), three().paint(new byte[] {9, VOID, 0}));
        var few = assertThrows(IllegalArgumentException.class, () -> three().paint(new byte[2]));
        assertTrue(few.getMessage().startsWith("3 regions need as many"), few.getMessage());
    }
}
