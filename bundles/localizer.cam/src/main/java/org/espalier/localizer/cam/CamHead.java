package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import org.espalier.classification.Bag;
import org.espalier.classification.Network;
import org.espalier.classification.Pointwise;
import org.espalier.classification.TagHead;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/** A linear function of the mean feature; the same function of each feature is the map. */
final class CamHead implements TagHead {
    /** Where a few tags an image are usual, a start at this logit saves the first epochs. */
    private static final float FIRST_BIAS = -3;

    private final Pointwise layer;
    private final double bound;

    CamHead(Network network) {
        layer = new Pointwise("cam", network.channels(), network.tags().length);
        bound = network.isFrozen() ? 0 : 1 / Math.sqrt(network.channels());
    }

    @Override
    public Map<String, Tensor> initial(long seed) {
        return layer.initial(seed, bound, FIRST_BIAS);
    }

    @Override
    public NDArray loss(Bag bag, NDArray targets, Parameters parameters) {
        return TagHead.multiLabel(layer.logits(bag.mean(bag.features()), parameters), targets);
    }

    /** Without the bias. */
    @Override
    public NDArray activations(NDArray features, Parameters parameters) {
        return layer.unbiased(features, parameters);
    }

    @Override
    public float[] rankWeights(int places) {
        float[] weights = new float[places];
        Arrays.fill(weights, 1f / places);
        return weights;
    }

    @Override
    public boolean averages() {
        return true;
    }

    /** The bias of each output, from what was learned. */
    float[] bias(Map<String, Tensor> learned) {
        return learned.get(layer.bias()).values();
    }
}
