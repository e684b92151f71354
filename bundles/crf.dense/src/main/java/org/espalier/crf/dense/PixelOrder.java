package org.espalier.crf.dense;

/**
 * The order in which pixels are worked on: square after square, row by row in each. Pixels close to
 * each other share corners of the lattice, and these then stay in the nearest cache.
 *
 * @param width columns of the image
 * @param height rows of the image
 */
record PixelOrder(int width, int height) {
    /** The side of a square, and the longest run. */
    static final int SQUARE = 16;

    /** Takes a piece of a row. */
    interface Run {
        /**
         * @param x its first column
         * @param y its row
         * @param count how many pixels
         * @param position of the first of them in the order
         */
        void accept(int x, int y, int count, int position);
    }

    int pixels() {
        return width * height;
    }

    /** How many rows of squares there are. */
    int bands() {
        return (height + SQUARE - 1) / SQUARE;
    }

    /** The pieces of some rows of squares. */
    void forEachRun(int fromBand, int toBand, Run run) {
        int position = fromBand * SQUARE * width;
        for (int band = fromBand; band < toBand; band++) {
            int top = band * SQUARE;
            int bottom = Math.min(height, top + SQUARE);
            for (int left = 0; left < width; left += SQUARE) {
                int count = Math.min(width - left, SQUARE);
                for (int y = top; y < bottom; y++) {
                    run.accept(left, y, count, position);
                    position += count;
                }
            }
        }
    }

    /** All pieces. */
    void forEachRun(Run run) {
        forEachRun(0, bands(), run);
    }
}
