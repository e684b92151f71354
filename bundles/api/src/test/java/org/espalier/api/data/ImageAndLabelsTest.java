package org.espalier.api.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ImageAndLabelsTest {
    @Test
    void pixelsAreUnsignedAndRowMajor() {
        byte[] rgb = new byte[2 * 2 * 3];
        rgb[(1 * 2 + 0) * 3 + 2] = (byte) 200;
        Image image = new Image(2, 2, rgb);
        assertEquals(200, image.value(0, 1, 2));
        assertEquals(0, image.value(1, 0, 2));
        assertSame(rgb, image.rgb());
    }

    @Test
    void refusesAWrongNumberOfBytes() {
        assertThrows(IllegalArgumentException.class, () -> new Image(2, 2, new byte[11]));
        assertThrows(IllegalArgumentException.class, () -> new Image(0, 2, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new Image(40_000, 40_000, new byte[8]));
        assertThrows(IllegalArgumentException.class, () -> new LabelMap(2, 2, new byte[3]));
    }

    @Test
    void presentClassesLeaveVoidOut() {
        LabelMap labels = new LabelMap(2, 2, new byte[] {(byte) 255, 3, 0, 3});
        assertArrayEquals(new int[] {0, 3}, labels.present());
        assertEquals(255, labels.label(0, 0));
        assertEquals(0, labels.label(0, 1));
    }

    @Test
    void labelMapsAreEqualByContent() {
        LabelMap flat = new LabelMap(4, 1, new byte[4]);
        assertEquals(flat, new LabelMap(4, 1, new byte[4]));
        assertNotEquals(flat, new LabelMap(2, 2, new byte[4]));
    }

    @Test
    void tagsAreASet() {
        assertArrayEquals(new int[] {1, 5, 9}, Tags.of(9, 1, 5, 1).ids());
        assertEquals(Tags.of(2, 1), Tags.of(1, 2));
        assertTrue(Tags.of(3).contains(3));
        assertFalse(Tags.of(3).contains(4));
        assertTrue(Tags.of().isEmpty());
        Tags.of(1, 2).ids()[0] = 99;
        assertArrayEquals(new int[] {1, 2}, Tags.of(1, 2).ids());
    }
}
