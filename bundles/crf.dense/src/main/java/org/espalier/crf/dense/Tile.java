package org.espalier.crf.dense;

import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** A rectangle of an image: what is kept of it, and a margin around. */
record Tile(Span columns, Span rows) {
    /**
     * A piece of a side.
     *
     * @param start where the margin begins
     * @param from where the core begins
     * @param to where the core ends
     * @param end where the margin ends
     */
    record Span(int start, int from, int to, int end) {
        /** The index-th of so many even pieces. */
        static Span of(int size, int pieces, int index, int margin) {
            int from = (int) ((long) size * index / pieces);
            int to = (int) ((long) size * (index + 1) / pieces);
            return new Span(Math.max(0, from - margin), from, to, Math.min(size, to + margin));
        }

        int size() {
            return end - start;
        }
    }

    /** The pixels of the tile. */
    Image of(Image image) {
        byte[] rgb = new byte[3 * columns.size() * rows.size()];
        for (int y = 0; y < rows.size(); y++) {
            System.arraycopy(
                    image.rgb(),
                    3 * ((rows.start + y) * image.width() + columns.start),
                    rgb,
                    3 * y * columns.size(),
                    3 * columns.size());
        }
        return new Image(columns.size(), rows.size(), rgb);
    }

    /** A unary term as seen from the tile. */
    Unary of(Unary whole) {
        return new Unary() {
            @Override
            public int[] classIds() {
                return whole.classIds();
            }

            @Override
            public int width() {
                return columns.size();
            }

            @Override
            public int height() {
                return rows.size();
            }

            @Override
            public void energies(int x, int y, int count, float[] into, int at, int stride) {
                whole.energies(columns.start + x, rows.start + y, count, into, at, stride);
            }
        };
    }

    /** Copies the core of what was inferred to where it belongs. */
    void store(ScoreMap inferred, float[] planes, int width, int height) {
        for (int k = 0; k < inferred.planes(); k++) {
            for (int y = rows.from; y < rows.to; y++) {
                System.arraycopy(
                        inferred.scores(),
                        (k * inferred.height() + y - rows.start) * inferred.width()
                                + columns.from
                                - columns.start,
                        planes,
                        (k * height + y) * width + columns.from,
                        columns.to - columns.from);
            }
        }
    }
}
