package org.espalier.refiner.selftraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.inference.FeatureMap;

/**
 * Features and labels of some places of every training image. The same places are taken of the
 * upright and of the mirrored image, so that they share their labels.
 */
final class PlaceSamples {
    /** The label of a place of which nothing is known. */
    static final byte UNKNOWN = -1;

    /** Neighbours being alike, more places of an image teach little. */
    private static final int MOST = 128;

    /** How many features fit into half a gigabyte. */
    private static final long BUDGET = 128L << 20;

    private final SplittableRandom random;
    private final float threshold;
    private final boolean background;
    private final List<float[]> features = new ArrayList<>();
    private final List<byte[]> labels = new ArrayList<>();
    private final int places;
    private int channels;
    private int views;

    /**
     * @param places of each image, see {@link #places}
     * @param threshold seed value above which a place is foreground
     * @param background whether every other place is background; else it is unknown
     */
    PlaceSamples(long seed, int places, double threshold, boolean background) {
        this.random = new SplittableRandom(seed);
        this.places = places;
        this.threshold = (float) threshold;
        this.background = background;
    }

    /**
     * How many places of each image can be kept: fewer the more images there are, so that memory is
     * bounded, but at least one.
     */
    static int places(long images, long features) {
        return (int) Math.max(1, Math.min(MOST, BUDGET / Math.max(1, images * features)));
    }

    /** Places of each image. */
    int places() {
        return places;
    }

    /**
     * Adds an image.
     *
     * @param seeds each plane in [0, 1]
     * @param seen features of each view
     * @param outputs class ids in the order of the head's outputs, the background left out
     */
    void add(Planes seeds, List<FeatureMap> seen, int[] outputs) {
        int count = seeds.places();
        channels = seen.get(0).channels();
        views = seen.size();
        float[] rows = new float[views * places * channels];
        byte[] classes = new byte[places];
        for (int p = 0; p < places; p++) {
            int place = random.nextInt(count);
            classes[p] = (byte) label(seeds, place, outputs);
            int x = place % seeds.width();
            int mirrored = place - x + seeds.width() - 1 - x;
            for (int view = 0; view < views; view++) {
                float[] values = seen.get(view).values();
                int from = view == 0 ? place : mirrored;
                int to = (view * places + p) * channels;
                for (int c = 0; c < channels; c++) {
                    rows[to + c] = values[c * count + from];
                }
            }
        }
        features.add(rows);
        labels.add(classes);
    }

    /** The output that a place is to have, or {@link #UNKNOWN}. */
    private int label(Planes seeds, int place, int[] outputs) {
        float best = threshold;
        int first = background ? 1 : 0;
        int label = background ? 0 : UNKNOWN;
        for (int k = 0; k < seeds.ids().length; k++) {
            float value = seeds.values()[k * seeds.places() + place];
            if (value > best) {
                best = value;
                label = first + Arrays.binarySearch(outputs, seeds.ids()[k]);
            }
        }
        return label;
    }

    int images() {
        return features.size();
    }

    int channels() {
        return channels;
    }

    int views() {
        return views;
    }

    /** Copies the features of a view, place by place. */
    void copy(int image, int view, float[] to, int at) {
        System.arraycopy(features.get(image), view * places * channels, to, at, places * channels);
    }

    /** The labels of an image's places: outputs, or {@link #UNKNOWN}. */
    byte[] labels(int image) {
        return labels.get(image);
    }

    /** The mean of each feature. */
    float[] mean() {
        double[] sum = new double[channels];
        for (float[] rows : features) {
            for (int i = 0; i < rows.length; i++) {
                sum[i % channels] += rows[i];
            }
        }
        return scaled(sum, 1.0 / ((double) features.size() * views * places));
    }

    /** The standard deviation of each feature, never zero. */
    float[] scale() {
        float[] mean = mean();
        double[] sum = new double[channels];
        for (float[] rows : features) {
            for (int i = 0; i < rows.length; i++) {
                double centred = rows[i] - mean[i % channels];
                sum[i % channels] += centred * centred;
            }
        }
        float[] scale = scaled(sum, 1.0 / ((double) features.size() * views * places));
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (Math.sqrt(scale[c]) + 1e-3);
        }
        return scale;
    }

    private static float[] scaled(double[] sum, double factor) {
        float[] values = new float[sum.length];
        for (int c = 0; c < sum.length; c++) {
            values[c] = (float) (sum[c] * factor);
        }
        return values;
    }
}
