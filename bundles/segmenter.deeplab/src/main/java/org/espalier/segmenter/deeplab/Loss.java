package org.espalier.segmenter.deeplab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.espalier.inference.DeviceArrays;

/**
 * Cross-entropy between the softmax of scores, interpolated to the grid of the targets, and the
 * targets: {@code -sum_pc t_pc log softmax(z)_pc}. A place without a target takes no part.
 */
final class Loss {
    private Loss() {}

    /**
     * @param logits (N, classes, h, h)
     * @param targets (N, classes, H, H), corners on corners over the same windows
     * @param interpolation from h to H
     */
    static NDArray crossEntropy(NDArray logits, NDArray targets, NDArray interpolation) {
        return interpolated(logits, interpolation).logSoftmax(1).mul(targets).sum().neg();
    }

    private static NDArray interpolated(NDArray logits, NDArray interpolation) {
        Shape shape = logits.getShape();
        long planes = shape.get(0) * shape.get(1);
        long side = shape.get(2);
        long fine = interpolation.getShape().get(1);
        if (fine == side) {
            return logits;
        }
        return logits.reshape(planes * side, side)
                .dot(interpolation)
                .reshape(planes, side, fine)
                .transpose(0, 2, 1)
                .reshape(planes * fine, side)
                .dot(interpolation)
                .reshape(planes, fine, fine)
                .transpose(0, 2, 1)
                .reshape(shape.get(0), shape.get(1), fine, fine);
    }

    /**
     * The matrix (from, to) that interpolates linearly between samples, ends on ends.
     *
     * @param from at least 1
     * @param to at least {@code from}
     */
    static NDArray interpolation(NDManager manager, int from, int to) {
        float[] matrix = new float[from * to];
        for (int j = 0; j < to; j++) {
            double at = to == 1 ? 0 : j * (from - 1.0) / (to - 1);
            int low = Math.min((int) at, Math.max(0, from - 2));
            float share = (float) (at - low);
            matrix[low * to + j] = 1 - share;
            if (share > 0) {
                matrix[(low + 1) * to + j] = share;
            }
        }
        return DeviceArrays.of(manager, matrix, new Shape(from, to));
    }
}
