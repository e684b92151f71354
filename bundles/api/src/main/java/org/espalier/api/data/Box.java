package org.espalier.api.data;

/**
 * Where an object is: a rectangle of pixels that holds all of it.
 *
 * @param classId its class
 * @param left the first column, from 0
 * @param top the first row, from 0
 * @param right the last column, at least {@code left}
 * @param bottom the last row, at least {@code top}
 */
public record Box(int classId, int left, int top, int right, int bottom) {
    /** Refuses a rectangle without a pixel. */
    public Box {
        if (left > right || top > bottom) {
            throw new IllegalArgumentException(
                    "A box reaches from its left and top to its right and bottom, got %d, %d, %d, %d"
                            .formatted(left, top, right, bottom));
        }
    }

    /**
     * Whether a point lies in the box, or beside it by no more than a tolerance.
     *
     * @param x column; the centre of a pixel has the pixel's number
     * @param y row, likewise
     * @param tolerance in pixels, along each axis
     */
    public boolean isNear(double x, double y, double tolerance) {
        return x >= left - tolerance
                && x <= right + tolerance
                && y >= top - tolerance
                && y <= bottom + tolerance;
    }
}
