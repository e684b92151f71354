package org.espalier.frozen;

/** Conversion between float and IEEE 754 binary16, whose bits are kept in a short. */
final class Half {
    private static final int INFINITY = 0x7c00;
    private static final int LARGEST = 0x7bff;
    private static final int QUIET_NAN = 0x7e00;

    /** Float bits of 65520, from which on rounding would give infinity. */
    private static final int OVERFLOW = 0x477ff000;

    /** Float bits of 2^-14, the smallest normal half. */
    private static final int NORMAL = 0x38800000;

    /** By how much the exponents of floats are larger, in place. */
    private static final int REBIAS = (127 - 15) << 23;

    private static final float[] VALUES = new float[1 << 16];

    static {
        for (int bits = 0; bits < VALUES.length; bits++) {
            VALUES[bits] = value(bits);
        }
    }

    private Half() {}

    /** The nearest half, ties to even; what is finite stays finite. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & Integer.MAX_VALUE;
        int half;
        if (magnitude < NORMAL) {
            // from 0.5 to 1 the floats lie as close as these halves: adding rounds as wanted
            float sum = 0.5f + Float.intBitsToFloat(magnitude);
            half = Float.floatToRawIntBits(sum) - Float.floatToRawIntBits(0.5f);
        } else if (magnitude < OVERFLOW) {
            half = magnitude - REBIAS + 0xfff + (magnitude >>> 13 & 1) >>> 13;
        } else if (magnitude < 0x7f800000) {
            half = LARGEST;
        } else {
            half = magnitude == 0x7f800000 ? INFINITY : QUIET_NAN | magnitude >>> 13 & 0x3ff;
        }
        return (short) (sign | half);
    }

    /** The value of a half, exactly. */
    static float toFloat(short half) {
        return VALUES[half & 0xffff];
    }

    private static float value(int half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7fff;
        if (magnitude >= INFINITY) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
        }
        if (magnitude < 0x400) {
            return (sign == 0 ? 0x1p-24f : -0x1p-24f) * magnitude;
        }
        return Float.intBitsToFloat(sign | (magnitude << 13) + REBIAS);
    }
}
