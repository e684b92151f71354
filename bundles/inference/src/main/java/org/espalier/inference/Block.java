package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Convolutions one after the other.
 *
 * @param residual whether the input is added to the output
 */
record Block(List<Convolution> convolutions, boolean residual) {

    /** The input is not closed; arrays in between are. */
    NDArray apply(NDArray x, Parameters parameters, Padding padding) {
        NDArray y = x;
        for (Convolution convolution : convolutions) {
            NDArray next = convolution.apply(y, parameters, padding);
            if (y != x) {
                y.close();
            }
            y = next;
        }
        if (!residual) {
            return y;
        }
        NDArray sum = y.add(x);
        y.close();
        return sum;
    }
}
