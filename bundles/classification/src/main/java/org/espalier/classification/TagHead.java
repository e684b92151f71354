package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a method brings: how strongly a place speaks for a class, and how an image is judged by its
 * places. Holds no parameters itself.
 */
@ConsumerType
public interface TagHead {
    /** The parameters of the head before training. */
    Map<String, Tensor> initial(long seed);

    /**
     * The loss over a bag. Recorded: no operation in place, no array read back.
     *
     * @param targets (N, tags), 1 for a tag and 0 for none, in the order of {@link Network#tags()}
     * @param parameters of the head
     * @return one number, the mean over the images
     */
    NDArray loss(Bag bag, NDArray targets, Parameters parameters);

    /**
     * The activations of every place.
     *
     * @param features (N, channels, h, w)
     * @param parameters of the head
     * @return (N, outputs, h, w); begin with the features, so that the result is the job's
     */
    NDArray activations(NDArray features, Parameters parameters);

    /**
     * How places are pooled, by rank: an activation plane is judged by the sum over ranks of this
     * weight times the activation of that rank. Equal weights are the mean, a single one at the
     * first rank is the maximum.
     *
     * @param places how many the image has, at least 1
     * @return a weight for each of them, that of the highest activation first
     */
    float[] rankWeights(int places);

    /**
     * Whether the loss depends on the features of an image through their mean alone. Training on
     * frozen features then keeps the mean in place of the places, and a bag has one place an image.
     */
    default boolean averages() {
        return false;
    }

    /**
     * Pools one plane of activations, in plain Java.
     *
     * @param activations of one or more planes
     * @param from where the plane begins
     * @param places how many it has
     */
    default double pool(float[] activations, int from, int places) {
        float[] weights = rankWeights(places);
        float[] sorted = Arrays.copyOfRange(activations, from, from + places);
        Arrays.sort(sorted);
        double sum = 0;
        for (int rank = 0; rank < places; rank++) {
            sum += (double) weights[rank] * sorted[places - 1 - rank];
        }
        return sum;
    }

    /**
     * Multi-label loss: the mean binary cross-entropy over images and classes, computed so that no
     * logit overflows.
     *
     * @param logits (N, K)
     * @param targets (N, K), 1 for a tag and 0 for none
     */
    static NDArray multiLabel(NDArray logits, NDArray targets) {
        NDArray magnitude = logits.abs();
        return logits.maximum(0)
                .sub(logits.mul(targets))
                .add(magnitude.neg().exp().add(1).log())
                .mean();
    }
}
