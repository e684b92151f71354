package org.espalier.method.wildcat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.espalier.classification.Bag;
import org.espalier.classification.Pointwise;
import org.espalier.classification.TagHead;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * The transfer layer, class-wise pooling and spatial pooling. A 1x1 convolution gives {@code maps}
 * maps a class, that of class c and modality m being channel {@code c * maps + m}; their mean is
 * the class's map; what the pooling makes of it is the class's score.
 */
final class WildcatHead implements TagHead {
    /** With it, classes are about as rare at first as they are among a few tags of many. */
    private static final float FIRST_BIAS = -3;

    private final Pointwise transfer;
    private final int classes;
    private final int maps;
    private final SpatialPooling pooling;
    private final boolean background;

    /**
     * @param channels of the features
     * @param classes how many, the background included if it is trained
     * @param maps how many a class, at least 1
     * @param background whether the first class is the background, which every image has
     */
    WildcatHead(int channels, int classes, int maps, SpatialPooling pooling, boolean background) {
        this.transfer = new Pointwise("wildcat", channels, classes * maps);
        this.classes = classes;
        this.maps = maps;
        this.pooling = pooling;
        this.background = background;
    }

    @Override
    public Map<String, Tensor> initial(long seed) {
        return transfer.initial(seed, 1 / Math.sqrt(transfer.channels()), FIRST_BIAS);
    }

    @Override
    public NDArray loss(Bag bag, NDArray targets, Parameters parameters) {
        NDArray perMap = transfer.biased(bag.features(), parameters);
        Shape shape = perMap.getShape();
        NDArray perClass =
                perMap.reshape(shape.get(0), classes, maps, shape.get(2)).mean(new int[] {2});
        NDArray scores = bag.ranked(perClass);
        return TagHead.multiLabel(scores, background ? withBackground(targets) : targets);
    }

    private static NDArray withBackground(NDArray targets) {
        NDArray ones = targets.getManager().ones(new Shape(targets.getShape().get(0), 1));
        return ones.concat(targets, 1);
    }

    /** The map of each class, with the bias. */
    @Override
    public NDArray activations(NDArray features, Parameters parameters) {
        NDArray perMap = transfer.biased(features, parameters);
        Shape shape = perMap.getShape();
        return perMap.reshape(shape.get(0), classes, maps, shape.get(2) * shape.get(3))
                .mean(new int[] {2})
                .reshape(shape.get(0), classes, shape.get(2), shape.get(3));
    }

    @Override
    public float[] rankWeights(int places) {
        return pooling.weights(places);
    }

    /** The same function with one map a class: see {@link #fold}. */
    WildcatHead folded() {
        return new WildcatHead(transfer.channels(), classes, 1, pooling, background);
    }

    /**
     * Parameters of {@link #folded}: the mean over the maps of a class, in place of those maps.
     *
     * @param learned holds the parameters of this head, and others, which stay as they are
     */
    Map<String, Tensor> fold(Map<String, Tensor> learned) {
        Map<String, Tensor> folded = new java.util.LinkedHashMap<>(learned);
        int channels = transfer.channels();
        folded.putAll(
                folded().transfer
                        .parameters(
                                mean(learned.get(transfer.weight()).values(), channels),
                                mean(learned.get(transfer.bias()).values(), 1)));
        return folded;
    }

    /** The bias of each class's map, from what {@link #fold} returned. */
    float[] bias(Map<String, Tensor> folded) {
        return folded.get(transfer.bias()).values();
    }

    /** The mean over the rows of each class. */
    private float[] mean(float[] rows, int length) {
        float[] mean = new float[classes * length];
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < length; i++) {
                double sum = 0;
                for (int m = 0; m < maps; m++) {
                    sum += rows[(c * maps + m) * length + i];
                }
                mean[c * length + i] = (float) (sum / maps);
            }
        }
        return mean;
    }
}
