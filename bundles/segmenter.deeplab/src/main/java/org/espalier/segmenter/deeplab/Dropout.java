package org.espalier.segmenter.deeplab;

import java.util.SplittableRandom;

/** Values that a step leaves out at random; what is left is scaled so that the mean stays. */
final class Dropout {
    private static final int LEVELS = 1 << Byte.SIZE;

    private Dropout() {}

    /**
     * A mask of zeros and of {@code 1 / (1 - rate)}.
     *
     * @param rate in [0, 1), taken to the nearest 1/256
     */
    static float[] mask(SplittableRandom random, double rate, int length) {
        int dropped = (int) Math.round(rate * LEVELS);
        float kept = (float) LEVELS / (LEVELS - dropped);
        float[] mask = new float[length];
        long bits = 0;
        for (int i = 0; i < length; i++) {
            if (i % Long.BYTES == 0) {
                bits = random.nextLong();
            }
            mask[i] = (bits & LEVELS - 1) < dropped ? 0 : kept;
            bits >>>= Byte.SIZE;
        }
        return mask;
    }
}
