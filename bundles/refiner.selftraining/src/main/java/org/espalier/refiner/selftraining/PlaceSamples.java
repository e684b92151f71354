package org.espalier.refiner.selftraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.heads.RowMoments;
import org.espalier.heads.Rows;
import org.espalier.inference.FeatureMap;
import org.espalier.training.Batch;

/**
 * Features and labels of some places of every training image. The same places are taken of the
 * upright and of the mirrored image, so that they share their labels.
 */
final class PlaceSamples {
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

    /** The output that a place is to have, or {@link Rows#UNKNOWN}. */
    private int label(Planes seeds, int place, int[] outputs) {
        float best = threshold;
        int first = background ? 1 : 0;
        int label = background ? 0 : Rows.UNKNOWN;
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

    /** What the head standardises features by. */
    RowMoments moments() {
        return RowMoments.of(features, channels);
    }

    /** The rows of a batch, of each image in a view that is drawn. */
    Rows rows(Batch batch) {
        int count = batch.indices().length;
        float[] values = new float[count * places * channels];
        byte[] classes = new byte[count * places];
        for (int i = 0; i < count; i++) {
            int image = batch.indices()[i];
            int view = batch.random().nextInt(views);
            int length = places * channels;
            System.arraycopy(features.get(image), view * length, values, i * length, length);
            System.arraycopy(labels.get(image), 0, classes, i * places, places);
        }
        return new Rows(channels, values, classes);
    }
}
