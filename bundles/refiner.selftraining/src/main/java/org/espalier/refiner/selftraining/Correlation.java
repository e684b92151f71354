package org.espalier.refiner.selftraining;

import java.util.Arrays;
import org.espalier.inference.FeatureMap;

/**
 * Smooths maps over places that look alike.
 *
 * <p>With f(i) the features at place i less their mean over channels, and normalised to length one:
 * a(i, j) = max(0, f(i) . f(j)) ^ power, and the smoothed map at j is the mean of the map over all
 * i weighted by a(i, j). Nothing is learned. The correlation of early features follows colour and
 * texture, so an object's inside is filled up to its border.
 */
final class Correlation {
    private final int places;
    private final float[] weights;

    /**
     * @param features of one image
     * @param power sharpens the weights, above 0
     */
    Correlation(FeatureMap features, double power) {
        places = features.height() * features.width();
        float[] unit = unit(features);
        weights = new float[places * places];
        for (int i = 0; i < places; i++) {
            for (int j = i; j < places; j++) {
                float cosine =
                        dot(
                                unit,
                                i * features.channels(),
                                j * features.channels(),
                                features.channels());
                float weight = cosine <= 0 ? 0 : (float) Math.pow(cosine, power);
                weights[i * places + j] = weight;
                weights[j * places + i] = weight;
            }
        }
        normaliseRows();
    }

    /** Features by place, centred over channels, of length one. */
    private float[] unit(FeatureMap features) {
        int channels = features.channels();
        float[] unit = new float[places * channels];
        for (int i = 0; i < places; i++) {
            double mean = 0;
            for (int c = 0; c < channels; c++) {
                mean += features.values()[c * places + i];
            }
            mean /= channels;
            double square = 0;
            for (int c = 0; c < channels; c++) {
                double centred = features.values()[c * places + i] - mean;
                unit[i * channels + c] = (float) centred;
                square += centred * centred;
            }
            float scale = (float) (1 / (Math.sqrt(square) + 1e-5));
            for (int c = 0; c < channels; c++) {
                unit[i * channels + c] *= scale;
            }
        }
        return unit;
    }

    private static float dot(float[] a, int i, int j, int length) {
        float sum = 0;
        for (int c = 0; c < length; c++) {
            sum += a[i + c] * a[j + c];
        }
        return sum;
    }

    /** Row j then holds the weights with which all places make up place j. */
    private void normaliseRows() {
        for (int j = 0; j < places; j++) {
            double sum = 0;
            for (int i = j * places; i < (j + 1) * places; i++) {
                sum += weights[i];
            }
            float scale = sum > 0 ? (float) (1 / sum) : 0;
            for (int i = j * places; i < (j + 1) * places; i++) {
                weights[i] *= scale;
            }
            if (sum == 0) {
                weights[j * places + j] = 1;
            }
        }
    }

    /**
     * Smooths planes.
     *
     * @param planes of as many values each as there are places; not changed
     */
    float[] smooth(float[] planes) {
        float[] smooth = new float[planes.length];
        for (int plane = 0; plane < planes.length; plane += places) {
            for (int j = 0; j < places; j++) {
                float sum = 0;
                for (int i = 0; i < places; i++) {
                    sum += weights[j * places + i] * planes[plane + i];
                }
                smooth[plane + j] = sum;
            }
        }
        return smooth;
    }

    /**
     * Lowers every plane by its quantile, so that this share of its places is at or below zero.
     *
     * @param planes of {@code places} values each; changed
     * @param share in [0, 1)
     */
    static float[] lower(float[] planes, int places, double share) {
        for (int plane = 0; plane < planes.length; plane += places) {
            float[] sorted = Arrays.copyOfRange(planes, plane, plane + places);
            Arrays.sort(sorted);
            double at = share * (places - 1);
            int below = (int) at;
            float above = sorted[Math.min(below + 1, places - 1)];
            float quantile = sorted[below] + (float) (at - below) * (above - sorted[below]);
            for (int i = plane; i < plane + places; i++) {
                planes[i] -= quantile;
            }
        }
        return planes;
    }
}
