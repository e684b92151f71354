package org.espalier.dataset.driving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.Test;

class MaskIdsTest {
    private static LabelMap row(int... values) {
        byte[] labels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            labels[i] = (byte) values[i];
        }
        return new LabelMap(values.length, 1, labels);
    }

    @Test
    void theIdAfterTheLastClassIsVoidToo() throws Exception {
        byte[] values = {0, 1, 2, -1};
        LabelMap labels = MaskIds.ofClasses(2, 1).apply(new LabelMap(2, 2, values), "m.png");
        assertArrayEquals(new byte[] {0, 1, -1, -1}, labels.labels());
        assertEquals(2, labels.height());
        assertArrayEquals(new byte[] {0, 1, 2, -1}, values, "what was read stays as it was");
    }

    @Test
    void orIsNot() {
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> MaskIds.ofClasses(2, 0).apply(row(2), "m.png"));
        assertEquals(
                "m.png: the mask holds the id 2; ids are 0 to 1, and 255 for void", e.getMessage());
    }

    @Test
    void aTableLeavesTheOthersVoid() throws Exception {
        MaskIds ids = MaskIds.ofTable(3, Map.of(1, 9, 3, 0));
        assertArrayEquals(
                new byte[] {-1, 9, -1, 0, -1}, ids.apply(row(0, 1, 2, 3, 255), "m").labels());
        assertThrows(BadInputException.class, () -> ids.apply(row(4), "m"));
    }
}
