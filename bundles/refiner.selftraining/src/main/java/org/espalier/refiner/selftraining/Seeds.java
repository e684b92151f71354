package org.espalier.refiner.selftraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.espalier.classification.ClassMaps;
import org.espalier.heads.RowHead;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;

/** Turns the scores of an image into its seeds: smoothed, and helped by the small head. */
final class Seeds {
    /** With a head to say where objects are, smoothing may be sharper. */
    private static final double SHARPER = 2;

    /** The head has seen all images, the scores only their own: it counts for two. */
    private static final float HEAD_SHARE = 2;

    private final Inference inference;
    private final RowHead network;
    private final int[] outputs;
    private final SelfTrainingConfiguration settings;

    /**
     * @param outputs class ids in the order of the head's outputs, the background left out
     */
    Seeds(Inference inference, RowHead network, int[] outputs, SelfTrainingConfiguration settings) {
        this.inference = inference;
        this.network = network;
        this.outputs = outputs;
        this.settings = settings;
    }

    /**
     * The seeds of an image, each plane in [0, 1].
     *
     * @param head says where objects are, and is part of the sight; null for none
     */
    Planes of(Planes scores, Look.Sight sight, Parameters head) throws IOException {
        int places = scores.places();
        float[] plain = scores.values().clone();
        if (settings.correlation() > 0) {
            Correlation correlation = new Correlation(sight.correlated(), settings.correlation());
            plain = Correlation.lower(correlation.smooth(plain), places, settings.floor());
        }
        plain = ClassMaps.normalise(plain, places);
        return scores.with(head == null ? plain : helped(plain, scores, sight, head));
    }

    /** What the head says is added to the seeds, and the sum is smoothed. */
    private float[] helped(float[] plain, Planes scores, Look.Sight sight, Parameters head)
            throws IOException {
        int places = scores.places();
        float[] sum = ClassMaps.normalise(says(scores.ids(), places, sight.views(), head), places);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = HEAD_SHARE * sum[i] + plain[i];
        }
        if (settings.correlation() > 0) {
            Correlation correlation =
                    new Correlation(sight.correlated(), SHARPER * settings.correlation());
            sum = Correlation.lower(correlation.smooth(sum), places, 0);
        }
        return ClassMaps.normalise(sum, places);
    }

    /**
     * The probability of each class against the others of the image and, where there is one, the
     * background.
     */
    private float[] says(int[] ids, int places, List<FeatureMap> views, Parameters head)
            throws IOException {
        float[] sum = new float[ids.length * places];
        for (int view = 0; view < views.size(); view++) {
            float[] shares = shares(logits(views.get(view), places, head), ids, places);
            if (view == 1) {
                shares = Resampling.mirror(shares, views.get(view).width());
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += shares[i];
            }
        }
        return sum;
    }

    private float[] logits(FeatureMap features, int places, Parameters head) throws IOException {
        return inference.run(
                manager -> {
                    head.lendTo(manager);
                    Shape shape = new Shape(features.channels(), places);
                    NDArray x = DeviceArrays.of(manager, features.values(), shape).transpose();
                    return network.logits(network.hidden(x, head), head).toFloatArray();
                });
    }

    private float[] shares(float[] logits, int[] ids, int places) {
        int width = network.outputs();
        int[] columns = new int[ids.length];
        for (int k = 0; k < ids.length; k++) {
            columns[k] = first() + Arrays.binarySearch(outputs, ids[k]);
        }
        float[] shares = new float[ids.length * places];
        double[] exp = new double[ids.length];
        for (int i = 0; i < places; i++) {
            int row = i * width;
            float zero = hasBackground() ? logits[row] : highest(logits, row, columns);
            double total = hasBackground() ? 1 : 0;
            for (int k = 0; k < ids.length; k++) {
                exp[k] = Math.exp(Math.min(60, logits[row + columns[k]] - zero));
                total += exp[k];
            }
            for (int k = 0; k < ids.length; k++) {
                shares[k * places + i] = (float) (exp[k] / total);
            }
        }
        return shares;
    }

    private static float highest(float[] logits, int row, int[] columns) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int column : columns) {
            highest = Math.max(highest, logits[row + column]);
        }
        return highest;
    }

    /** Whether the head's first output is the background. */
    boolean hasBackground() {
        return first() > 0;
    }

    /** The output of the first class that can be a tag. */
    private int first() {
        return network.outputs() - outputs.length;
    }

    /** Class ids in the order of the head's outputs. */
    int[] outputs() {
        return outputs;
    }

    RowHead network() {
        return network;
    }
}
