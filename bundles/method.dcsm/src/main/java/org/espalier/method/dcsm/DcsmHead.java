package org.espalier.method.dcsm;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import org.espalier.classification.Bag;
import org.espalier.classification.Network;
import org.espalier.classification.Pointwise;
import org.espalier.classification.TagHead;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/** A linear function of the features at each place; an image is judged by its best places. */
final class DcsmHead implements TagHead {
    /** Where a few tags an image are usual, a start at this logit saves the first epochs. */
    private static final float FIRST_BIAS = -3;

    private final Pointwise layer;
    private final double bound;
    private final double share;

    /**
     * @param share of the places whose mean counts, the best ones: 0 for the single best, 1 for all
     */
    DcsmHead(Network network, double share) {
        layer = new Pointwise("dcsm", network.channels(), network.tags().length);
        bound = network.isFrozen() ? 0 : 1 / Math.sqrt(network.channels());
        this.share = share;
    }

    @Override
    public Map<String, Tensor> initial(long seed) {
        return layer.initial(seed, bound, FIRST_BIAS);
    }

    @Override
    public NDArray loss(Bag bag, NDArray targets, Parameters parameters) {
        return TagHead.multiLabel(logits(bag, parameters), targets);
    }

    private NDArray logits(Bag bag, Parameters parameters) {
        if (averages()) {
            return layer.logits(bag.mean(bag.features()), parameters);
        }
        NDArray activations = layer.biased(bag.features(), parameters);
        return share == 0 ? bag.max(activations) : bag.ranked(activations);
    }

    @Override
    public NDArray activations(NDArray features, Parameters parameters) {
        return layer.biased(features, parameters);
    }

    @Override
    public float[] rankWeights(int places) {
        int best = Math.max(1, (int) Math.round(share * places));
        float[] weights = new float[places];
        Arrays.fill(weights, 0, best, 1f / best);
        return weights;
    }

    @Override
    public boolean averages() {
        return share == 1;
    }

    /**
     * Derivatives of the scores by the features that the head sees, the same at every place.
     *
     * @param outputs of which classes, K of them
     * @param learned parameters of the head
     * @return (K, channels)
     */
    float[] slopes(int[] outputs, Map<String, Tensor> learned) {
        float[] weight = learned.get(layer.weight()).values();
        int channels = layer.channels();
        float[] slopes = new float[outputs.length * channels];
        for (int k = 0; k < outputs.length; k++) {
            System.arraycopy(weight, outputs[k] * channels, slopes, k * channels, channels);
        }
        return slopes;
    }
}
