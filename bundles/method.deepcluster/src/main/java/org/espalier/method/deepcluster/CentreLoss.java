package org.espalier.method.deepcluster;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.heads.RowHead;
import org.espalier.heads.RowObjective;
import org.espalier.heads.Rows;
import org.espalier.inference.Parameters;
import org.espalier.training.Optimizer;
import org.espalier.training.ParameterGroup;
import org.espalier.weights.Tensor;

/**
 * Pulls the hidden features of a class together: {@code weight / 2 * mean_i |f_i - c_{y_i}|^2}, f_i
 * being the hidden layer brought to length one (Y. Wen et al., <em>A Discriminative Feature
 * Learning Approach for Deep Face Recognition</em>, ECCV 2016).
 *
 * <p>The centres c_k are a parameter that is trained, and so checkpointed, with the network. Their
 * gradient is not that of the loss but the paper's step over a batch, {@code delta_k = sum_{y_i =
 * k} (c_k - f_i) / (1 + n_k)}, so that plain gradient descent at the rate a is {@code c_k -= a
 * delta_k}.
 *
 * @param weight lambda, at least 0
 */
record CentreLoss(double weight) implements RowObjective.Term {
    /** The centres, (classes, {@link RowHead#HIDDEN}). */
    static final String CENTRES = "centres";

    private static final double SMALLEST = 1e-12;

    @Override
    public NDArray of(NDArray hidden, NDArray labels, Parameters parameters) {
        NDArray centres = parameters.get(CENTRES);
        NDArray f = unit(hidden);
        NDArray own = labels.matMul(centres.stopGradient());
        NDArray known = labels.sum(new int[] {1}, true);
        long rows = hidden.getShape().get(0);
        NDArray loss = f.sub(own).mul(known).square().sum().mul((float) (weight / 2 / rows));
        NDArray moved = centres.mul(delta(f, labels, centres).stopGradient()).sum();
        return loss.add(moved.sub(moved.stopGradient()));
    }

    private static NDArray unit(NDArray hidden) {
        NDArray length = hidden.square().sum(new int[] {1}, true).add(SMALLEST).sqrt();
        return hidden.div(length);
    }

    private static NDArray delta(NDArray f, NDArray labels, NDArray centres) {
        NDArray counts = labels.sum(new int[] {0}).reshape(new Shape(-1, 1));
        NDArray sums = labels.transpose().matMul(f);
        return centres.mul(counts).sub(sums).div(counts.add(1));
    }

    /**
     * How the centres are trained within a plan.
     *
     * @param rate a
     * @param base the rate of the plan, whose schedule a follows
     */
    static ParameterGroup group(double rate, double base) {
        return new ParameterGroup(
                CENTRES::equals, rate / base, 0, Optional.of(Optimizer.sgd(0, 0)));
    }

    /**
     * Centres before training: k-means++ over the features of all rows, as many clusters as there
     * are classes among them, and each class given the cluster with which it has most rows in
     * common, the largest overlaps first. A class without rows begins at zero.
     *
     * @param hidden {@code labels.length} rows of {@link RowHead#HIDDEN} values; changed
     * @param labels class of each row, or {@link Rows#UNKNOWN}
     */
    static Tensor initial(float[] hidden, byte[] labels, int classes, long seed) {
        Appearance.unit(hidden, RowHead.HIDDEN);
        boolean[] present = new boolean[classes];
        for (byte label : labels) {
            if (label != Rows.UNKNOWN) {
                present[label & 0xff] = true;
            }
        }
        int clusters = 0;
        for (boolean is : present) {
            clusters += is ? 1 : 0;
        }
        float[] centres = Appearance.centres(hidden, RowHead.HIDDEN, clusters, seed);
        int[] nearest = Appearance.nearest(hidden, centres, RowHead.HIDDEN);
        int[] matched = matched(nearest, labels, classes, centres.length / RowHead.HIDDEN);
        float[] initial = new float[classes * RowHead.HIDDEN];
        for (int c = 0; c < classes; c++) {
            if (present[c] && matched[c] >= 0) {
                System.arraycopy(
                        centres,
                        matched[c] * RowHead.HIDDEN,
                        initial,
                        c * RowHead.HIDDEN,
                        RowHead.HIDDEN);
            }
        }
        return Tensor.of(initial, classes, RowHead.HIDDEN);
    }

    /**
     * One cluster for each class, by the rows they have in common.
     *
     * @return by class, -1 where no cluster is left for it
     */
    static int[] matched(int[] cluster, byte[] labels, int classes, int clusters) {
        long[] overlaps = new long[classes * clusters];
        for (int i = 0; i < cluster.length; i++) {
            if (labels[i] != Rows.UNKNOWN) {
                overlaps[(labels[i] & 0xff) * clusters + cluster[i]]++;
            }
        }
        boolean[] has = new boolean[classes];
        for (byte label : labels) {
            if (label != Rows.UNKNOWN) {
                has[label & 0xff] = true;
            }
        }
        int[] matched = new int[classes];
        Arrays.fill(matched, -1);
        boolean[] taken = new boolean[clusters];
        List<Integer> pairs =
                java.util.stream.IntStream.range(0, overlaps.length)
                        .boxed()
                        .sorted((a, b) -> Long.compare(overlaps[b], overlaps[a]))
                        .toList();
        for (int pair : pairs) {
            int c = pair / clusters;
            if (has[c] && matched[c] < 0 && !taken[pair % clusters]) {
                matched[c] = pair % clusters;
                taken[pair % clusters] = true;
            }
        }
        return matched;
    }
}
