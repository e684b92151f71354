package org.espalier.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DataTypeTest {

    private static float read(DataType type, int bits) {
        ByteBuffer buffer = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        return type.get(buffer.putShort((short) bits).flip());
    }

    @Test
    void everyHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double fraction = (bits & 1023) / 1024.0;
            double size =
                    exponent == 0
                            ? Math.scalb(fraction, -14)
                            : Math.scalb(1 + fraction, exponent - 15);
            float value = read(DataType.F16, bits);
            if (exponent == 31) {
                assertEquals(fraction == 0, Float.isInfinite(value));
                assertEquals(fraction != 0, Float.isNaN(value));
            } else {
                assertEquals(bits >> 15 == 0 ? size : -size, value, 0);
            }
        }
    }

    @Test
    void brainFloatsAreTheUpperHalf() {
        for (float value : new float[] {0, 1, -2, 1e-30f, Float.POSITIVE_INFINITY, 0x1.fep100f}) {
            assertEquals(value, read(DataType.BF16, Float.floatToIntBits(value) >>> 16), 1e-2);
        }
        assertTrue(Float.isNaN(read(DataType.BF16, 0x7fc0)));
    }

    @Test
    void integersAreNotRead() {
        assertThrows(IllegalStateException.class, () -> read(DataType.I16, 1));
    }
}
