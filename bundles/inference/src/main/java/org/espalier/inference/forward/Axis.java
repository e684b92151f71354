package org.espalier.inference.forward;

/**
 * A side of an image in pieces of equal length.
 *
 * @param length in pixels
 * @param piece pixels of each piece
 * @param overlap pixels at an inner end of a piece whose features are taken from its neighbour
 */
record Axis(int length, int piece, int overlap) {
    /**
     * The shortest pieces that are enough; fewer than wanted where the overlap leaves none to cut.
     *
     * @param step that pieces begin at multiples of; divides {@code length - 1}
     */
    static Axis cut(int length, int pieces, int step, int overlap) {
        long inner = length - 1 + 2L * overlap * (pieces - 1);
        long steps = (inner + (long) pieces * step - 1) / ((long) pieces * step);
        return new Axis(length, (int) Math.min(length, steps * step + 1), overlap);
    }

    int count() {
        if (piece == length) {
            return 1;
        }
        int core = piece - 1 - 2 * overlap;
        return (length - 1 - 2 * overlap + core - 1) / core;
    }

    /** The pixel at which a piece begins. */
    int start(int index) {
        return index == count() - 1 ? length - piece : index * (piece - 1 - 2 * overlap);
    }

    /** The pixel from which on the features of a piece are taken. */
    int first(int index) {
        return index == 0 ? 0 : index * (piece - 1 - 2 * overlap) + overlap;
    }

    /** The index of the first feature that is not taken from a piece any more. */
    int end(int index, int stride) {
        return index == count() - 1 ? (length - 1) / stride + 1 : first(index + 1) / stride;
    }
}
