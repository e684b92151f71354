package org.espalier.inference;

/**
 * A part of a backbone after which features can be read.
 *
 * @param name as in {@code stage3}
 * @param channels of its features
 * @param stride pixels of the input between two of its features, at the backbone's output stride
 */
public record Stage(String name, int channels, int stride) {
    /**
     * How many features lie along a side of the input.
     *
     * @param side in pixels, such as {@link Backbone#alignedSide} gives
     */
    public int places(int side) {
        return (side - 1) / stride + 1;
    }
}
