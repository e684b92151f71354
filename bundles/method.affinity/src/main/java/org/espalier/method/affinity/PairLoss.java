package org.espalier.method.affinity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * The loss of pairs: the weighted sum of -log W over pairs that are alike and -log(1 - W) over
 * those that differ, with W_ij = exp(-mean_k |f_i(k) - f_j(k)|).
 */
final class PairLoss {
    /** Keeps logarithms finite. */
    private static final float EPSILON = 1e-5f;

    private PairLoss() {}

    /**
     * The difference of every cell and its neighbours: all offsets in one record, each a slice of
     * the padded features.
     *
     * @param features (N, K, H, W)
     * @return (N, offsets, H, W): mean_k |f_i - f_j|; where the neighbour is off the grid, the
     *     difference to zero
     */
    static NDArray differences(NDArray features, Stencil stencil) {
        Shape shape = features.getShape();
        long height = shape.get(2);
        long width = shape.get(3);
        NDArray padded = padded(features, stencil.reach());
        NDList differences = new NDList();
        for (Stencil.Offset offset : stencil.ahead()) {
            long top = offset.dy();
            long left = (long) stencil.reach() + offset.dx();
            NDArray neighbour =
                    padded.get(
                            new NDIndex(
                                    ":, :, {}:{}, {}:{}", top, top + height, left, left + width));
            differences.add(features.sub(neighbour).abs().mean(new int[] {1}, true));
        }
        return NDArrays.concat(differences, 1);
    }

    /** Zeros below, to the left and to the right. */
    private static NDArray padded(NDArray x, int by) {
        Shape shape = x.getShape();
        NDArray side =
                x.getManager().zeros(new Shape(shape.get(0), shape.get(1), shape.get(2), by));
        NDArray wide = NDArrays.concat(new NDList(side, x, side), 3);
        NDArray below =
                x.getManager()
                        .zeros(new Shape(shape.get(0), shape.get(1), by, shape.get(3) + 2L * by));
        return wide.concat(below, 2);
    }

    /**
     * @param differences from {@link #differences}
     * @param alike see {@link Pairs#alike}
     * @param different see {@link Pairs#different}
     */
    static NDArray of(NDArray differences, NDArray alike, NDArray different) {
        NDArray affinity = differences.neg().exp();
        NDArray toAlike = affinity.add(EPSILON).log().mul(alike);
        NDArray toDifferent = affinity.neg().add(1 + EPSILON).log().mul(different);
        return toAlike.add(toDifferent).sum().neg();
    }
}
