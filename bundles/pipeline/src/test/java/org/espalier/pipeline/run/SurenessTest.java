package org.espalier.pipeline.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.Test;

class SurenessTest {
    private static final int VOID = 255;

    private final Sureness sureness = new Sureness();

    private static LabelMap row(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return new LabelMap(labels.length, 1, bytes);
    }

    @Test
    void voidInTheTruthIsLeftOutOfBoth() {
        // Six pixels are not void, four of them sure, three of these right.
        sureness.add(row(0, 0, 1, 2, VOID, VOID, 1, VOID), row(0, 0, 1, 1, 1, 2, VOID, VOID));
        assertEquals(0.75, sureness.precision());
        assertEquals(4 / 6.0, sureness.coverage());
    }

    @Test
    void pixelsOfAllImagesCountTogether() {
        sureness.add(row(1, VOID, VOID, VOID), row(1, 1, 1, 1));
        sureness.add(row(0, 0), row(0, 1));
        assertEquals(2 / 3.0, sureness.precision());
        assertEquals(3 / 6.0, sureness.coverage());
    }

    @Test
    void highIdsAreNotMistakenForVoid() {
        sureness.add(row(254, 200), row(254, 201));
        assertEquals(0.5, sureness.precision());
        assertEquals(1, sureness.coverage());
    }

    @Test
    void sureOfNothingHasNoPrecisionAndNoCoverage() {
        sureness.add(row(VOID, VOID), row(1, 0));
        assertEquals(Double.NaN, sureness.precision());
        assertEquals(0, sureness.coverage());
    }

    @Test
    void whereAllIsVoidThereIsNothingToCount() {
        sureness.add(row(1, 0), row(VOID, VOID));
        assertEquals(Double.NaN, sureness.precision());
        assertEquals(Double.NaN, sureness.coverage());
    }
}
