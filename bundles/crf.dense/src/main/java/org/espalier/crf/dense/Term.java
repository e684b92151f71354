package org.espalier.crf.dense;

import java.util.Arrays;
import org.espalier.api.configuration.InvalidConfigurationException;

/** A pairwise term at work: a normalised lattice and the values at its corners. */
final class Term {
    /** Floats after the last row, for loops that read eight at once where a row has four. */
    private static final int BEYOND = 4;

    final Lattice lattice;

    /** The compatibility, times the gain of slicing. */
    final float strength;

    final int stride;

    /** What pixels receive. */
    float[] values;

    /** What pixels send to; the same array as {@link #values} where they never do both at once. */
    float[] next;

    /**
     * @param twofold whether some pixels may send while others receive
     */
    Term(Kernel kernel, int stride, boolean twofold, ArrayPool pool) {
        this.lattice = kernel.lattice();
        this.strength = kernel.compatibility() * lattice.gain();
        this.stride = stride;
        int length = length(lattice.vertices, stride) + BEYOND;
        this.values = pool.floats(length);
        this.next = twofold ? pool.floats(length) : values;
    }

    /** The length of an array of so many rows of labels. */
    static int length(int rows, int stride) {
        long length = (long) rows * stride;
        if (length > Integer.MAX_VALUE - 8 - BEYOND) {
            throw new InvalidConfigurationException(
                    "maxMegapixels",
                    "%d values for each of %d labels are too many".formatted(rows, stride),
                    "less, so that the image is cut into tiles");
        }
        return (int) length;
    }

    /** Makes ready to be sent to. */
    void clear() {
        Arrays.fill(next, 0, lattice.vertices * stride, 0f);
    }

    /** What was sent becomes what is received. */
    void swap() {
        float[] sent = next;
        next = values;
        values = sent;
    }

    void release(ArrayPool pool) {
        pool.release(values);
        if (next != values) {
            pool.release(next);
        }
    }
}
