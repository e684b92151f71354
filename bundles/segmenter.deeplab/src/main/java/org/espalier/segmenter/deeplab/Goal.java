package org.espalier.segmenter.deeplab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;

/**
 * What a step of training aims at, for a batch of square windows: targets, and the values that
 * dropout leaves out.
 */
final class Goal {
    /** How many {@link #arrays} there are. */
    static final int ARRAYS = 5;

    private final Network network;
    private final int count;
    private final int places;
    private final int fine;
    private final float[] targets;
    private final float[][] masks = new float[3][];

    /**
     * @param count windows
     * @param places on each side of a window, at which it is classified
     * @param factor how many times finer the loss is taken
     */
    Goal(Network network, int count, int places, int factor) {
        this.network = network;
        this.count = count;
        this.places = places;
        this.fine = fine(places, factor);
        this.targets = new float[Math.multiplyExact(count * network.classes(), fine * fine)];
    }

    /** Samples on a grid that is finer, ends on ends. */
    static int fine(int places, int factor) {
        return (places - 1) * factor + 1;
    }

    /** Samples on each side of a window at which the loss is taken. */
    int fine() {
        return fine;
    }

    /** Sets the targets of a window; x and y count samples of the fine grid. */
    void aim(int window, Targets from, int x, int y, boolean mirrored) {
        from.window(x, y, fine, mirrored, targets, window * network.classes() * fine * fine);
    }

    /** Mixes the targets of windows as what is seen of them was mixed. */
    void mix(Mixup mixup) {
        mixup.mix(targets);
    }

    /**
     * Weighs the targets, so that they sum to 1.
     *
     * @param weights of the classes
     * @param smoothing share of each target that is spread over all classes
     * @return false when there is none
     */
    boolean weigh(float[] weights, double smoothing) {
        int classes = network.classes();
        int area = fine * fine;
        double total = 0;
        for (int n = 0; n < count; n++) {
            for (int p = 0; p < area; p++) {
                int first = n * classes * area + p;
                double sum = 0;
                for (int k = 0; k < classes; k++) {
                    sum += targets[first + k * area];
                }
                float spread = (float) (smoothing * sum / classes);
                for (int k = 0; k < classes; k++) {
                    int at = first + k * area;
                    targets[at] = weights[k] * (float) ((1 - smoothing) * targets[at] + spread);
                    total += targets[at];
                }
            }
        }
        for (int i = 0; i < targets.length && total > 0; i++) {
            targets[i] /= (float) total;
        }
        return total > 0;
    }

    /** Draws what is left out. */
    void drop(SplittableRandom random, double features, double hidden) {
        int area = places * places;
        masks[0] = Dropout.mask(random, features, count * network.features() * area);
        masks[1] = Dropout.mask(random, features, count * network.context());
        masks[2] = Dropout.mask(random, hidden, count * network.hidden() * area);
    }

    /** On the device, for {@link #loss}. */
    NDList arrays(NDManager manager) {
        return new NDList(
                DeviceArrays.of(manager, targets, new Shape(count, network.classes(), fine, fine)),
                Loss.interpolation(manager, places, fine),
                DeviceArrays.of(
                        manager, masks[0], new Shape(count, network.features(), places, places)),
                DeviceArrays.of(manager, masks[1], new Shape(count, network.context(), 1, 1)),
                DeviceArrays.of(
                        manager, masks[2], new Shape(count, network.hidden(), places, places)));
    }

    /**
     * The loss of what was seen.
     *
     * @param arrays see {@link #arrays}
     */
    static NDArray loss(
            Network network,
            NDArray features,
            NDArray context,
            NDList arrays,
            Parameters parameters) {
        NDArray logits = network.logits(features, context, arrays.subNDList(2), parameters);
        return Loss.crossEntropy(logits, arrays.get(0), arrays.get(1));
    }
}
