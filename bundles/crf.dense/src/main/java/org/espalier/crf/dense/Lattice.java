package org.espalier.crf.dense;

/**
 * A permutohedral lattice over the pixels of one image: which corners of the lattice enclose each
 * pixel's feature vector, with which weights, and how the corners follow each other along each
 * axis. It holds no values, so any number of filterings may use it at once. Pixels are in the order
 * of {@link PixelOrder}.
 *
 * <p>The corners along an axis form <em>chains</em>, which are blurred in place. A corner that has
 * no neighbour there is in none, for blurring leaves it as it is.
 */
final class Lattice {
    /** How many pixels. */
    final int pixels;

    /** How many corners enclose a pixel: one more than there are features. */
    final int corners;

    /** How many corners there are in all. */
    final int vertices;

    /** The corners of each pixel: {@code pixels * corners} indices. May be longer. */
    final int[] vertex;

    /** The weight of each of them. May be longer. */
    final float[] weight;

    /** What each pixel's value is multiplied by before splatting and after slicing. */
    final float[] scale;

    private final Chains[] chains;
    private int[] entryStarts;
    private int[] entries;

    /**
     * @param enclosing the corners of all pixels
     * @param table all corners
     * @param space their keys
     */
    Lattice(int pixels, Enclosing enclosing, VertexTable table, KeySpace space, ArrayPool pool) {
        this.pixels = pixels;
        this.corners = space.features() + 1;
        this.vertices = table.size();
        this.vertex = enclosing.vertex;
        this.weight = enclosing.weight;
        this.chains = new Chains[corners];
        for (int axis = 0; axis < corners; axis++) {
            chains[axis] = Chains.along(table, space.step(axis));
        }
        this.scale = Normalization.scale(this, pool);
    }

    /** What slicing multiplies by, so that a filter keeps about the size of its input. */
    float gain() {
        return 1f / (1f + 1f / (1 << corners - 1));
    }

    /** The chains of an axis. */
    Chains chains(int axis) {
        return chains[axis];
    }

    /**
     * Finds the pixels of each corner, so that threads can share the corners out. To be called
     * before {@link #entries} and {@link #entryStarts}.
     */
    synchronized void index(ArrayPool pool) {
        if (entries != null) {
            return;
        }
        int count = pixels * corners;
        int[] starts = new int[vertices + 1];
        for (int i = 0; i < count; i++) {
            starts[vertex[i] + 1]++;
        }
        for (int v = 0; v < vertices; v++) {
            starts[v + 1] += starts[v];
        }
        int[] sorted = pool.ints(count);
        for (int i = 0; i < count; i++) {
            sorted[starts[vertex[i]]++] = i;
        }
        System.arraycopy(starts, 0, starts, 1, vertices);
        starts[0] = 0;
        entryStarts = starts;
        entries = sorted;
    }

    /** For corner after corner, where it stands in {@link #vertex}, ascending. */
    int[] entries() {
        return entries;
    }

    /** Where the entries of each corner begin, and where the last ones end. */
    int[] entryStarts() {
        return entryStarts;
    }

    /** Bytes of its arrays, without the index. */
    long bytes() {
        long ints = (long) pixels * (corners * 2 + 1);
        for (Chains axis : chains) {
            ints += axis.order().length + axis.starts().length;
        }
        return ints * Integer.BYTES;
    }

    void release(ArrayPool pool) {
        pool.release(vertex);
        pool.release(weight);
        pool.release(scale);
        if (entries != null) {
            pool.release(entries);
        }
    }
}
