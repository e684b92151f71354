package org.espalier.crf.dense;

/** The arithmetic that both lattices share; free of branches, for it is done for every pixel. */
final class Features {
    static final float THIRD = 1f / 3f;
    static final float SIXTH = 1f / 6f;

    /** Added to a float of less than 2^22 it leaves the nearest integer in the low bits. */
    private static final float MAGIC = 0x1.8p23f;

    private static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

    private Features() {}

    /** The nearest integer, ties to even. */
    static int round(float x) {
        return Float.floatToRawIntBits(x + MAGIC) - MAGIC_BITS;
    }

    /** 1 when a is less than b, else 0; neither is minus zero. */
    static int less(float a, float b) {
        return Float.floatToRawIntBits(a - b) >>> 31;
    }

    /** 1, 0 or -1: how many times the number of corners brings a rank back into range. */
    static int wrap(int rank, int corners) {
        return (corners - 1 - rank >> 31) - (rank >> 31);
    }

    /** Positions 0 to size - 1 as scaled features. */
    static float[] positions(int size, float width, float scale) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i / width * scale;
        }
        return values;
    }
}
