package org.espalier.api.superpixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.Test;

class BoundaryRecallTest {
    private static final int WIDTH = 20;

    private final BoundaryRecall recall = new BoundaryRecall();

    /** A row whose labels change before the given columns. */
    private static LabelMap row(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return new LabelMap(labels.length, 1, bytes);
    }

    /** Two regions, the second from a column on. */
    private static Partition cut(int width, int height, int column) {
        int[] ids = new int[width * height];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % width < column ? 0 : 1;
        }
        return Partition.of(width, height, ids);
    }

    /** Label 0, then void from one column on, then label 1 from another on. */
    private static LabelMap band(int from, int to) {
        byte[] labels = new byte[WIDTH];
        Arrays.fill(labels, from, to, (byte) 255);
        Arrays.fill(labels, to, WIDTH, (byte) 1);
        return new LabelMap(WIDTH, 1, labels);
    }

    private double of(Partition partition, LabelMap truth) throws BadInputException {
        BoundaryRecall one = new BoundaryRecall();
        one.add(partition, truth);
        return one.recall();
    }

    @Test
    void aBoundaryIsFoundWithinTwoPixels() throws Exception {
        // the true boundary is columns 4 and 5; that of a cut before column c is c - 1 and c
        LabelMap truth = band(5, 5);
        assertEquals(1, of(cut(WIDTH, 1, 5), truth));
        assertEquals(1, of(cut(WIDTH, 1, 7), truth)); // columns 6 and 7
        assertEquals(0.5, of(cut(WIDTH, 1, 8), truth)); // 7 and 8: 5 is near, 4 is not
        assertEquals(0, of(cut(WIDTH, 1, 9), truth));
        assertEquals(1, of(cut(WIDTH, 1, 3), truth));
        assertEquals(0.5, of(cut(WIDTH, 1, 2), truth));
    }

    @Test
    void nearnessIsCountedInColumnsAndRows() throws Exception {
        // one pixel of another label in the middle: it and its four neighbours are the boundary
        byte[] labels = new byte[49];
        labels[24] = 1;
        int[] corner = new int[49];
        corner[0] = 1; // boundary: (0,0), (1,0), (0,1), which reach (3,2) and (2,3)
        assertEquals(0.4, of(Partition.of(7, 7, corner), new LabelMap(7, 7, labels)), 1e-12);
    }

    @Test
    void rowsDoNotRunIntoEachOther() throws Exception {
        // a boundary at the left end of a row is not near the right end of the row above
        LabelMap truth =
                new LabelMap(8, 2, new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
        assertEquals(0, of(cut(8, 2, 1), truth));
    }

    @Test
    void theMiddleOfAVoidBandIsTheBoundary() throws Exception {
        // void in columns 6 to 10, of which 0 takes 6 to 8 and 1 takes 9 and 10
        assertEquals(1, of(cut(WIDTH, 1, 9), band(6, 11)));
        assertEquals(1, of(cut(WIDTH, 1, 7), band(6, 11)));
        assertEquals(1, of(cut(WIDTH, 1, 11), band(6, 11)));
        assertEquals(0.5, of(cut(WIDTH, 1, 6), band(6, 11)));
        assertEquals(0.5, of(cut(WIDTH, 1, 12), band(6, 11)));
    }

    @Test
    void wideVoidBordersNothing() throws Exception {
        recall.add(cut(WIDTH, 1, 9), band(6, 13)); // seven void pixels, one stays
        assertEquals(0, recall.pixels());
        assertEquals(Double.NaN, recall.recall());
        recall.add(cut(WIDTH, 1, 9), band(6, 12)); // six are closed
        assertEquals(2, recall.pixels());
    }

    @Test
    void aVoidBandWithinOneLabelIsNoBoundary() throws Exception {
        recall.add(cut(7, 1, 3), row(3, 3, 255, 255, 3, 3, 3));
        recall.add(cut(7, 1, 3), row(255, 255, 255, 255, 255, 255, 255));
        assertEquals(0, recall.pixels());
    }

    @Test
    void imagesAreCountedTogether() throws Exception {
        recall.add(cut(WIDTH, 1, 5), band(5, 5));
        recall.add(cut(WIDTH, 1, 15), band(5, 5));
        assertEquals(4, recall.pixels());
        assertEquals(0.5, recall.recall());
        assertThrows(BadInputException.class, () -> recall.add(cut(WIDTH, 2, 5), band(5, 5)));
        assertEquals(4, recall.pixels());
    }
}
