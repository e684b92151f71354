package org.espalier.crf.dense;

/**
 * Collects the corners that enclose the pixels of a short run while a lattice is built. A pixel is
 * given by its simplex: the key of its corner of remainder 0, and by how much that misses the pixel
 * in each coordinate, the largest miss first.
 */
final class Enclosing {
    /** For each pixel of the run, the key of the corner of remainder 0. */
    final long[] zero;

    /**
     * For each pixel of the run, how much each coordinate is missed, by rank, as a share of the
     * number of corners.
     */
    final float[] missed;

    /** Likewise, what a step of that coordinate by the number of corners adds to a key. */
    final long[] step;

    /** The corners of all pixels. */
    final int[] vertex;

    /** The weight of each of them. */
    final float[] weight;

    private final int corners;
    private final long diagonal;
    private final VertexTable table;
    private final long[] keys;

    /**
     * @param run how many pixels are collected at most
     */
    Enclosing(KeySpace space, VertexTable table, int pixels, int run, ArrayPool pool) {
        this.table = table;
        corners = space.features() + 1;
        diagonal = space.diagonal();
        zero = new long[run];
        missed = new float[run * corners];
        step = new long[run * corners];
        keys = new long[run * corners];
        vertex = pool.ints(Math.multiplyExact(pixels, corners));
        weight = pool.floats(pixels * corners);
    }

    /**
     * Takes the run.
     *
     * @param position of its first pixel
     * @param count how many there are
     */
    void finish(int position, int count) {
        int last = corners - 1;
        for (int i = 0; i < count; i++) {
            int at = i * corners;
            int out = position * corners + at;
            long key = zero[i];
            keys[at] = key;
            weight[out] = missed[at + last] + (1f - missed[at]);
            for (int r = 1; r < corners; r++) {
                key += diagonal - step[at + corners - r];
                keys[at + r] = key;
                weight[out + r] = missed[at + last - r] - missed[at + corners - r];
            }
        }
        table.addAll(keys, count * corners, vertex, position * corners);
    }
}
