package org.espalier.frozen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfTest {
    private static float rounded(float value) {
        return Half.toFloat(Half.of(value));
    }

    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            float value = Half.toFloat(half);
            if ((bits & 0x7fff) > 0x7c00) {
                assertTrue(Float.isNaN(value));
                assertTrue(Float.isNaN(rounded(value)));
            } else {
                assertEquals(half, Half.of(value), () -> "half of bits " + (half & 0xffff));
            }
        }
    }

    @Test
    void knownValues() {
        assertEquals(1f, Half.toFloat((short) 0x3c00));
        assertEquals(-2f, Half.toFloat((short) 0xc000));
        assertEquals(65504f, Half.toFloat((short) 0x7bff));
        assertEquals(0x1p-14f, Half.toFloat((short) 0x0400));
        assertEquals(0x1p-24f, Half.toFloat((short) 1));
        assertEquals(1023 * 0x1p-24f, Half.toFloat((short) 0x3ff));
        assertEquals((short) 0x2e66, Half.of(0.1f), "nearest to 0.1 is 0.0999755859375");
        assertEquals((short) 0x8000, Half.of(-0f));
    }

    /** The half between two neighbours goes to the one with an even last bit. */
    @Test
    void tiesGoToEven() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            float low = Half.toFloat((short) bits);
            float high = Half.toFloat((short) (bits + 1));
            float middle = (float) (((double) low + high) / 2);
            int even = bits % 2 == 0 ? bits : bits + 1;
            assertEquals((short) even, Half.of(middle));
            assertEquals((short) bits, Half.of(Math.nextDown(middle)));
            assertEquals((short) (bits + 1), Half.of(Math.nextUp(middle)));
            assertEquals((short) (even | 0x8000), Half.of(-middle));
        }
    }

    @Test
    void whatIsFiniteStaysFinite() {
        assertEquals(65504f, rounded(65519.99f));
        assertEquals(65504f, rounded(65520f));
        assertEquals(65504f, rounded(1e30f));
        assertEquals(-65504f, rounded(-Float.MAX_VALUE));
        assertEquals(Float.POSITIVE_INFINITY, rounded(Float.POSITIVE_INFINITY));
        assertEquals(Float.NEGATIVE_INFINITY, rounded(Float.NEGATIVE_INFINITY));
        assertTrue(Float.isNaN(rounded(Float.NaN)));
        assertTrue(Float.isNaN(rounded(Float.intBitsToFloat(0xff800001))));
    }

    @Test
    void whatIsTooSmallBecomesZero() {
        assertEquals(0f, rounded(0x1p-25f), "a tie between 0 and the smallest half");
        assertEquals(0x1p-24f, rounded(Math.nextUp(0x1p-25f)));
        assertEquals(0f, rounded(Float.MIN_VALUE));
        assertEquals(0x1p-14f, rounded(Math.nextDown(0x1p-14f)));
    }

    /** No half lies nearer to a value than the one it is rounded to. */
    @Test
    void randomValuesGoToTheNearest() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            float value =
                    (float) ((random.nextDouble() - 0.5) * Math.pow(2, random.nextInt(-30, 16)));
            short half = Half.of(value);
            double distance = Math.abs(value - Half.toFloat(half));
            for (int step : new int[] {-1, 1}) {
                float neighbour = Half.toFloat((short) (half + step));
                assertTrue(!(Math.abs(value - neighbour) < distance), () -> "value " + value);
            }
        }
    }
}
