package org.espalier.inference.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.espalier.inference.Parameters;

/**
 * Convolutions one after the other.
 *
 * @param residual whether the input is added to the output
 */
public record Block(List<Convolution> convolutions, boolean residual) {

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
