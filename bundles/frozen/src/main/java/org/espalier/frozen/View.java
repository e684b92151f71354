package org.espalier.frozen;

/**
 * How an image is looked at.
 *
 * @param side its shorter side in pixels, brought to the nearest side at which features align (see
 *     {@link org.espalier.inference.Backbone#alignedSide}); the longer side follows, as far as
 *     {@link #LONGEST} allows
 * @param mirrored whether left and right are swapped
 */
public record View(int side, boolean mirrored) {
    /** An image more than this many times as long as it is wide is squeezed to that. */
    public static final double LONGEST = 4;

    /** Refuses a side below 1. */
    public View {
        if (side < 1) {
            throw new IllegalArgumentException("a side has at least 1 pixel, not " + side);
        }
    }
}
