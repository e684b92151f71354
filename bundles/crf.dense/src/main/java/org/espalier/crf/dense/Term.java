package org.espalier.crf.dense;

import java.util.Arrays;

/** A pairwise term at work: a normalised lattice and the values at its corners. */
final class Term {
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
    Term(Lattice lattice, float compatibility, int stride, boolean twofold, ArrayPool pool) {
        this.lattice = lattice;
        this.strength = compatibility * lattice.gain();
        this.stride = stride;
        int length = Math.multiplyExact(lattice.vertices, stride);
        this.values = pool.floats(length);
        this.next = twofold ? pool.floats(length) : values;
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
