package org.espalier.classification;

import org.espalier.inference.FeatureMap;

/**
 * Features in half the memory. Frozen features are rounded to half precision by whoever hands them
 * out, so nothing is lost by keeping them so.
 *
 * @param halves IEEE 754 binary16 values
 */
record HalfMap(int channels, int height, int width, short[] halves) {
    private static final int BIAS = 127 - 15;
    private static final int DROPPED = 23 - 10;

    /** From values that half precision holds exactly. */
    static HalfMap of(FeatureMap map) {
        float[] values = map.values();
        short[] halves = new short[values.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = half(values[i]);
        }
        return new HalfMap(map.channels(), map.height(), map.width(), halves);
    }

    FeatureMap toMap() {
        float[] values = new float[halves.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(halves[i]);
        }
        return new FeatureMap(channels, height, width, values);
    }

    private static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int exponent = (bits >>> 23 & 0xff) - BIAS;
        if (exponent > 0) {
            return (short) (sign | exponent << 10 | (bits & 0x7fffff) >>> DROPPED);
        }
        return (short) (sign | (int) (Math.abs(value) * 0x1p24f));
    }

    private static float value(short half) {
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            float small = mantissa * 0x1p-24f;
            return half < 0 ? -small : small;
        }
        return Float.intBitsToFloat(
                (half & 0x8000) << 16 | (exponent + BIAS) << 23 | mantissa << DROPPED);
    }
}
