package org.espalier.crf.dense;

/**
 * What inferences share.
 *
 * @param math the inner loops
 * @param pool where large arrays come from
 * @param maxThreads in one image; 0 chooses
 * @param maxPixels larger images are computed in tiles
 */
record Engine(LabelMath math, ArrayPool pool, int maxThreads, int maxPixels) {
    /** Below this an image is done before more threads are of use. */
    private static final int SMALL = 1_000_000;

    /** How many threads to use in an image of so many pixels. */
    int threads(int pixels) {
        if (maxThreads > 0) {
            return maxThreads;
        }
        return pixels < SMALL ? 1 : Runtime.getRuntime().availableProcessors();
    }
}
