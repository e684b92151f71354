package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * The plain classifier: a linear function of the mean feature of an image, trained by the
 * multi-label loss. The same function of each feature, less the bias, is the map of a class.
 */
public final class MeanHead implements TagHead {
    /** Where a few tags an image are usual, a start at this logit saves the first epochs. */
    private static final float FIRST_BIAS = -3;

    private final Pointwise layer;
    private final double bound;

    /**
     * @param name of the parameters
     * @param network whose tags it tells
     */
    public MeanHead(String name, Network network) {
        layer = new Pointwise(name, network.channels(), network.tags().length);
        bound = network.isFrozen() ? 0 : 1 / Math.sqrt(network.channels());
    }

    /** The linear function. */
    public Pointwise layer() {
        return layer;
    }

    /** Alike for all classes where a head alone is trained, and small otherwise. */
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
}
