package org.espalier.crf.dense;

import org.espalier.api.configuration.InvalidConfigurationException;

/**
 * How feature vectors are laid into the lattice's plane, and how the keys of its corners are packed
 * into a {@code long}. Packing is linear in the coordinates, so that the key of a neighbour is the
 * key of a corner plus a constant.
 *
 * @param features how many features d there are
 * @param scale what each feature is multiplied by before it is elevated
 * @param radix what each of the first d coordinates of a corner is multiplied by
 * @param zero the packed key of the origin
 * @param range packed keys are 0 to range - 1, neighbours included
 */
record KeySpace(int features, float[] scale, long[] radix, long zero, long range) {
    private static final long LARGEST = 1L << 62;

    /**
     * @param what for a message: which widths are in question
     * @param largest the largest value of each feature; the smallest is 0
     * @throws InvalidConfigurationException when there are more possible keys than fit a long
     */
    static KeySpace of(String what, float... largest) {
        int d = largest.length;
        float[] scale = new float[d];
        float deviation = (float) (Math.sqrt(2.0 / 3.0) * (d + 1));
        double sum = 0;
        for (int i = 0; i < d; i++) {
            scale[i] = (float) (1.0 / Math.sqrt((i + 1.0) * (i + 2.0)) * deviation);
            sum += largest[i] * scale[i];
        }
        long[] radix = new long[d];
        double range = 1;
        long packed = 1;
        long zero = 0;
        int margin = 2 * (d + 1);
        for (int i = 0; i < d; i++) {
            double low = i == 0 ? 0 : -i * (double) largest[i - 1] * scale[i - 1];
            double high = sum;
            sum -= largest[i] * scale[i];
            double extent = Math.ceil(high) - Math.floor(low) + 2 * margin + 1;
            range *= extent;
            if (!(range < LARGEST) || !(extent < 1 << 21)) {
                throw new InvalidConfigurationException(
                        what,
                        "the lattice of this image would be finer than %.0f steps a side"
                                .formatted(extent),
                        "use larger widths, or a smaller image");
            }
            radix[i] = packed;
            zero += packed * (margin - (long) Math.floor(low));
            packed *= (long) extent;
        }
        return new KeySpace(d, scale, radix, zero, packed);
    }

    /**
     * The sum of the radices: the step from a corner to the one whose coordinates are all larger.
     */
    long diagonal() {
        long sum = 0;
        for (long r : radix) {
            sum += r;
        }
        return sum;
    }

    /** From a corner to its next neighbour along an axis, 0 to d. */
    long step(int axis) {
        return axis < features ? diagonal() - (features + 1) * radix[axis] : diagonal();
    }
}
