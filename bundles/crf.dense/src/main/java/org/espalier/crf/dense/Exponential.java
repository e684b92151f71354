package org.espalier.crf.dense;

/**
 * The exponential function by table, to a relative error of 1e-7. Below {@link #LOWEST} it is 0, so
 * that no denormal number comes up; above {@link #HIGHEST} it stays as it is there.
 */
final class Exponential {
    static final float LOWEST = -64;
    static final float HIGHEST = 80;

    /** A sum of exponentials above this may hold one that met {@link #HIGHEST}. */
    private static final float OVERFLOW = 1e30f;

    /** In a sum of exponentials below this, one that {@link #LOWEST} made 0 may be missing. */
    private static final float UNDERFLOW = 1e-15f;

    private static final int STEPS = 128;

    /** Added to a float of less than 2^22 it leaves the nearest integer in the low bits. */
    private static final float MAGIC = 0x1.8p23f;

    private static final int ORIGIN = Float.floatToRawIntBits(MAGIC) + (int) LOWEST * STEPS;
    private static final float[] TABLE = table();

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
