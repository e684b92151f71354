package org.espalier.method.fcnmil;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.classification.Bag;
import org.espalier.classification.MeanHead;
import org.espalier.classification.Network;
import org.espalier.classification.Pointwise;
import org.espalier.classification.TagHead;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * The scoring layer, a 1x1 convolution to the background and all classes, and the loss at the best
 * places. At each place p is the softmax over all outputs. With L the tags of an image and the
 * background,
 *
 * <pre>
 *   loss = -(1 / |L|) * sum over l in L of log p_l(x_l),   x_l = the place where p_l is highest,
 * </pre>
 *
 * <p>of several such places the first.
 */
final class MilHead implements TagHead {
    private final Pointwise scoring;
    private final boolean background;

    MilHead(Network network) {
        background = network.classes().background().isPresent();
        int outputs = network.tags().length + (background ? 1 : 0);
        scoring = new Pointwise("score", network.channels(), outputs);
    }

    @Override
    public Map<String, Tensor> initial(long seed) {
        return scoring.initial(seed, 0, 0);
    }

    /**
     * The parameters to start from, after the rows of the classes have learned tags: the row of the
     * background is zero.
     *
     * @param taught the parameters of {@code rows} and of the trained stages
     */
    Map<String, Tensor> initial(MeanHead rows, Map<String, Tensor> taught) {
        Map<String, Tensor> initial = new LinkedHashMap<>(taught);
        float[] weights = initial.remove(rows.layer().weight()).values();
        float[] biases = initial.remove(rows.layer().bias()).values();
        initial.putAll(
                scoring.parameters(
                        behind(weights, scoring.outputs() * scoring.channels()),
                        behind(biases, scoring.outputs())));
        return initial;
    }

    /** These values behind as many zeros as there is room for. */
    private static float[] behind(float[] values, int length) {
        float[] all = new float[length];
        System.arraycopy(values, 0, all, length - values.length, values.length);
        return all;
    }

    @Override
    public NDArray loss(Bag bag, NDArray targets, Parameters parameters) {
        NDArray logProbabilities = scoring.biased(bag.features(), parameters).logSoftmax(1);
        NDArray present = background ? withBackground(targets) : targets;
        int[] places = {2};
        NDArray best = logProbabilities.mul(bag.best(logProbabilities)).sum(places);
        NDArray count = present.sum(new int[] {1}).maximum(1);
        return best.mul(present).sum(new int[] {1}).div(count).mean().neg();
    }

    private static NDArray withBackground(NDArray targets) {
        NDArray ones = targets.getManager().ones(new Shape(targets.getShape().get(0), 1));
        return ones.concat(targets, 1);
    }

    /** The probability of each output at every place. */
    @Override
    public NDArray activations(NDArray features, Parameters parameters) {
        return scoring.biased(features, parameters).softmax(1);
    }

    /** The maximum: an image is as likely to hold a class as its best place. */
    @Override
    public float[] rankWeights(int places) {
        float[] weights = new float[places];
        weights[0] = 1;
        return weights;
    }
}
