package org.espalier.inference.network;

/** What a convolution of stride 2 sees beyond the border of an input with even sides. */
public enum Padding {
    /** TensorFlow's: nothing before the first row and column, one zero after the last. */
    SAME,
    /** PyTorch's: one zero on all sides. */
    SYMMETRIC
}
