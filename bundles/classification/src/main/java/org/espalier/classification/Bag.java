package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.espalier.inference.DeviceArrays;

/**
 * Images as bags of places. Images of different shape have different numbers of places, so they are
 * padded to the largest; what is padded takes no part in any pooling.
 *
 * @param features (N, channels, P); padding is zero
 * @param mask (N, 1, P): 1 where there is a place, 0 where there is padding
 * @param weights (N, 1, P): the weights of the places when they are sorted, lowest activation first
 *     and all padding before it; see {@link TagHead#rankWeights}
 */
public record Bag(NDArray features, NDArray mask, NDArray weights) {
    /** Below every activation; times zero it is still nothing. */
    private static final float LOWEST = -1e30f;

    /**
     * Makes a bag, within a job and outside of the record.
     *
     * @param images features of one image each, (1, channels, h, w), the same number of channels
     * @param rankWeights see {@link TagHead#rankWeights}
     */
    public static Bag of(
            NDManager manager, List<NDArray> images, IntFunction<float[]> rankWeights) {
        int[] places = new int[images.size()];
        int most = 0;
        for (int i = 0; i < places.length; i++) {
            Shape shape = images.get(i).getShape();
            places[i] = Math.toIntExact(shape.get(2) * shape.get(3));
            most = Math.max(most, places[i]);
        }
        NDList padded = new NDList();
        for (int i = 0; i < places.length; i++) {
            padded.add(padded(images.get(i), places[i], most));
        }
        NDArray features = padded.size() == 1 ? padded.get(0) : NDArrays.concat(padded, 0);
        return padded(manager, features, places, most, rankWeights);
    }

    /**
     * Makes a bag of features that are padded, or need no padding.
     *
     * @param features (N, channels, P)
     * @param places how many of its P places each image has
     * @param most P
     */
    static Bag padded(
            NDManager manager,
            NDArray features,
            int[] places,
            int most,
            IntFunction<float[]> rankWeights) {
        int count = places.length;
        float[] mask = new float[count * most];
        float[] weights = new float[count * most];
        for (int i = 0; i < count; i++) {
            Arrays.fill(mask, i * most, i * most + places[i], 1);
            float[] ranks = rankWeights.apply(places[i]);
            for (int rank = 0; rank < places[i]; rank++) {
                weights[(i + 1) * most - 1 - rank] = ranks[rank];
            }
        }
        Shape shape = new Shape(count, 1, most);
        return new Bag(
                features,
                DeviceArrays.of(manager, mask, shape),
                DeviceArrays.of(manager, weights, shape));
    }

    private static NDArray padded(NDArray image, int places, int most) {
        Shape shape = image.getShape();
        NDArray flat = image.reshape(1, shape.get(1), places);
        if (places == most) {
            return flat;
        }
        NDArray zeros = image.getManager().zeros(new Shape(1, shape.get(1), most - places));
        return flat.concat(zeros, 2);
    }

    /**
     * The mean over the places of each image.
     *
     * @param values (N, K, P), a value a place: activations, or the features themselves
     * @return (N, K)
     */
    public NDArray mean(NDArray values) {
        return values.mul(mask).sum(new int[] {2}).div(mask.sum(new int[] {2}));
    }

    /** The highest value of each image; see {@link #mean}. */
    public NDArray max(NDArray values) {
        return withoutPadding(values).max(new int[] {2});
    }

    /** The values of each image weighted by their rank; see {@link TagHead#rankWeights}. */
    public NDArray ranked(NDArray values) {
        return withoutPadding(values).sort(2).mul(weights).sum(new int[] {2});
    }

    /**
     * Where the highest value of each image is: 1 at that place and 0 elsewhere; of several equal
     * ones the first place. Nothing is propagated back through it.
     *
     * @param values (N, K, P)
     * @return (N, K, P)
     */
    public NDArray best(NDArray values) {
        int places = Math.toIntExact(mask.getShape().get(2));
        return withoutPadding(values.stopGradient())
                .argMax(2)
                .oneHot(places, DataType.FLOAT32)
                .stopGradient();
    }

    private NDArray withoutPadding(NDArray values) {
        return values.mul(mask).add(mask.sub(1).mul(-LOWEST));
    }
}
