package org.espalier.frozen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

class FeatureFileTest {
    private static final FeatureMap MAP =
            new FeatureMap(2, 1, 3, new float[] {0, 1, -2, 0.5f, 65504, 0.1f});

    @Test
    void layout() {
        byte[] bytes = FeatureFile.encode(MAP);
        assertEquals(24 + 12, bytes.length);
        assertArrayEquals(
                new byte[] {'E', 'S', 'P', 'F', 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0},
                Arrays.copyOf(bytes, 20));
        assertArrayEquals(
                new byte[] {0, 0, 0, 0x3c, 0, (byte) 0xc0}, Arrays.copyOfRange(bytes, 24, 30));
    }

    @Test
    void comesBackRounded() {
        FeatureMap back = FeatureFile.decode(FeatureFile.encode(MAP)).orElseThrow();
        assertEquals(2, back.channels());
        assertEquals(1, back.height());
        assertEquals(3, back.width());
        assertArrayEquals(new float[] {0, 1, -2, 0.5f, 65504, 0.0999755859375f}, back.values());
        assertArrayEquals(FeatureFile.encode(MAP), FeatureFile.encode(back));
    }

    @Test
    void everyFlippedBitIsSeen() {
        byte[] bytes = FeatureFile.encode(MAP);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(FeatureFile.decode(bytes).isEmpty(), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertTrue(FeatureFile.decode(bytes).isPresent());
    }

    @Test
    void everyOtherLengthIsSeen() {
        byte[] bytes = FeatureFile.encode(MAP);
        for (int length = 0; length < 2 * bytes.length; length++) {
            assertEquals(
                    length == bytes.length,
                    FeatureFile.decode(Arrays.copyOf(bytes, length)).isPresent());
        }
    }
}
