package org.espalier.method.ial;

import org.espalier.api.data.ClassSet;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.method.ial.Propagation.Scan;

/**
 * What the pairwise network is taught by, of one image, and the gradient of it:
 *
 * <pre>{@code L = -mean_i log a(i, y_i) + smoothness * mean_d,k,i (p - s)^2}</pre>
 *
 * over the confident cells i with label y, and a the propagated probabilities, clipped at 1e-5 and
 * brought to a sum of 1; s is 1/3 to a neighbour in the same superpixel and 0 to another.
 *
 * @param value the loss
 * @param gradient with respect to the raw weights
 */
record PairwiseLoss(double value, float[] gradient) {
    private static final float LOWEST = TaggedSegmenter.LOWEST;

    private static final float WITHIN = 1f / Propagation.NEIGHBOURS;

    /**
     * One image on its grid.
     *
     * @param height rows
     * @param width columns
     * @param unary probabilities, plane by plane
     * @param plane for each cell the plane of its confident label, or {@link ClassSet#VOID}
     * @param region for each cell the superpixel at its centre
     */
    record Grid(int height, int width, float[] unary, byte[] plane, int[] region) {
        int cells() {
            return height * width;
        }

        int planes() {
            return unary.length / cells();
        }

        /** How many cells have a confident label. */
        int sure() {
            int sure = 0;
            for (byte label : plane) {
                sure += (label & 0xff) == ClassSet.VOID ? 0 : 1;
            }
            return sure;
        }
    }

    static PairwiseLoss of(Grid grid, Weights weights, double smoothness) {
        Propagation propagation =
                new Propagation(grid.height(), grid.width(), weights.values(), grid.unary());
        float[] refined = propagation.result();
        float[] flow = new float[refined.length];
        double data = likelihood(grid, refined, flow);
        float[] gradient = propagation.gradient(flow);
        double smooth = smoothness(grid, weights.values(), (float) smoothness, gradient);
        return new PairwiseLoss(data + smooth, weights.gradient(gradient));
    }

    /** Fills the gradient with respect to the propagated values. */
    private static double likelihood(Grid grid, float[] refined, float[] flow) {
        int cells = grid.cells();
        int sure = grid.sure();
        double loss = 0;
        for (int i = 0; i < cells; i++) {
            int label = grid.plane()[i] & 0xff;
            if (label == ClassSet.VOID) {
                continue;
            }
            double sum = 0;
            for (int c = 0; c < grid.planes(); c++) {
                sum += Math.max(LOWEST, refined[c * cells + i]);
            }
            double own = Math.max(LOWEST, refined[label * cells + i]);
            loss -= Math.log(own / sum) / sure;
            for (int c = 0; c < grid.planes(); c++) {
                if (refined[c * cells + i] > LOWEST) {
                    double g = 1 / sum - (c == label ? 1 / own : 0);
                    flow[c * cells + i] = (float) (g / sure);
                }
            }
        }
        return loss;
    }

    /** Adds to the gradient with respect to the weights. */
    private static double smoothness(Grid grid, float[] p, float weight, float[] gradient) {
        double loss = 0;
        for (Scan scan : Scan.values()) {
            for (int k = 0; k < Propagation.NEIGHBOURS; k++) {
                int at = (scan.ordinal() * Propagation.NEIGHBOURS + k) * grid.cells();
                for (int i = 0; i < grid.cells(); i++) {
                    double off = p[at + i] - target(grid, scan, k, i);
                    loss += weight * off * off / p.length;
                    gradient[at + i] += (float) (2 * weight * off / p.length);
                }
            }
        }
        return loss;
    }

    private static float target(Grid grid, Scan scan, int k, int cell) {
        int y = cell / grid.width();
        int x = cell % grid.width();
        int back = scan.ascends() ? -1 : 1;
        int y2 = scan.alongRows() ? y + k - 1 : y + back;
        int x2 = scan.alongRows() ? x + back : x + k - 1;
        boolean inside = y2 >= 0 && y2 < grid.height() && x2 >= 0 && x2 < grid.width();
        return inside && grid.region()[y2 * grid.width() + x2] == grid.region()[cell] ? WITHIN : 0;
    }
}
