package org.espalier.crf.dense;

/**
 * The exponential function by table, to a relative error of 1e-7. Below {@link #LOWEST} it is 0, so
 * that no denormal number comes up; above {@link #HIGHEST} it stays as it is there.
 */
final class Exponential {
    static final float LOWEST = -64;
    static final float HIGHEST = 80;

    /** A sum of exponentials above this may hold one that met {@link #HIGHEST}. */
    static final float OVERFLOW = 1e30f;

    /** In a sum of exponentials below this, one that {@link #LOWEST} made 0 may be missing. */
    static final float UNDERFLOW = 1e-15f;

    static final int STEPS = 128;

    /** Added to a float of less than 2^22 it leaves the nearest integer in the low bits. */
    static final float MAGIC = 0x1.8p23f;

    static final int ORIGIN = Float.floatToRawIntBits(MAGIC) + (int) LOWEST * STEPS;
    static final float[] TABLE = table();

    private Exponential() {}

    private static float[] table() {
        float[] table = new float[(int) (HIGHEST - LOWEST) * STEPS + 1];
        for (int i = 1; i < table.length; i++) {
            table[i] = (float) Math.exp((double) i / STEPS + LOWEST);
        }
        return table;
    }

    /** e to the power of x. */
    static float of(float x) {
        float bounded = x < LOWEST ? LOWEST : x > HIGHEST ? HIGHEST : x;
        float steps = bounded * STEPS + MAGIC;
        float rest = bounded - (steps - MAGIC) * (1f / STEPS);
        return TABLE[Float.floatToRawIntBits(steps) - ORIGIN] * (1f + rest * (1f + 0.5f * rest));
    }

    /** Whether the exponentials that gave this sum can be relied on. */
    static boolean reliable(float sum) {
        return sum > UNDERFLOW && sum < OVERFLOW;
    }

    /**
     * The sum of values, in the order in which vector instructions add up: every eighth first, and
     * then these sums.
     *
     * @param count a multiple of four
     */
    static float sum(float[] values, int from, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int last = from + count - 4;
        int i = from;
        for (; i < last; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        if (i == last) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
        }
        return s0 + s4 + (s1 + s5) + (s2 + s6 + (s3 + s7));
    }

    /** The softmax of four values, in place. */
    static void softmaxOfFour(float[] values, int from) {
        float q0 = of(values[from]);
        float q1 = of(values[from + 1]);
        float q2 = of(values[from + 2]);
        float q3 = of(values[from + 3]);
        float sum = q0 + q1 + (q2 + q3);
        if (!reliable(sum)) {
            largestFirst(values, from, 4);
            return;
        }
        float scale = 1f / sum;
        values[from] = q0 * scale;
        values[from + 1] = q1 * scale;
        values[from + 2] = q2 * scale;
        values[from + 3] = q3 * scale;
    }

    /** The softmax of values of any size: the largest is taken off first. */
    static void largestFirst(float[] values, int from, int count) {
        float largest = values[from];
        for (int i = from + 1; i < from + count; i++) {
            largest = Math.max(largest, values[i]);
        }
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            values[i] = of(values[i] - largest);
            sum += values[i];
        }
        for (int i = from; i < from + count; i++) {
            values[i] /= sum;
        }
    }
}
