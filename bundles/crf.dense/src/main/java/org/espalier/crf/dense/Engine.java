package org.espalier.crf.dense;

/**
 * What inferences share.
 *
 * @param choice the inner loops
 * @param pool where large arrays come from
 * @param spatial the lattices of smoothness kernels
 * @param maxThreads in one image; 0 chooses
 * @param maxPixels larger images are computed in tiles
 */
record Engine(
        MathChoice choice, ArrayPool pool, SpatialLattices spatial, int maxThreads, int maxPixels) {
    /** Below this an image is done before more threads are of use. */
    private static final int SMALL = 1_000_000;

    /** With arrays and lattices of its own. */
    static Engine of(MathChoice choice, int maxThreads, int maxPixels) {
        ArrayPool pool = new ArrayPool();
        return new Engine(choice, pool, new SpatialLattices(pool), maxThreads, maxPixels);
    }

    /** The same within other bounds. */
    Engine within(int threads, int pixels) {
        return new Engine(choice, pool, spatial, threads, pixels);
    }

    /** How many threads to use in an image of so many pixels. */
    int threads(int pixels) {
        if (maxThreads > 0) {
            return maxThreads;
        }
        return pixels < SMALL ? 1 : Runtime.getRuntime().availableProcessors();
    }
}
