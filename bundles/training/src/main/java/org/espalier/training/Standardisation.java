package org.espalier.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.FeatureMap;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Brings every channel to mean 0 and deviation 1 over the training images.
 *
 * @param mean of each channel
 * @param factor one over the deviation of each channel
 */
public record Standardisation(float[] mean, float[] factor) {
    private static final String MEAN = "standard.mean";
    private static final int STANDARD_IMAGES = 64;
    private static final String FACTOR = "standard.factor";

    /** Of what was seen of training images. */
    public static Standardisation of(ChannelMoments moments) {
        return new Standardisation(moments.mean(), moments.scale());
    }

    /**
     * Of some of the images, evenly chosen.
     *
     * @param samples at least one
     * @param features of an image
     * @param context for progress and cancellation
     */
    public static Standardisation of(
            List<Sample> samples,
            int channels,
            PerSample<FeatureMap> features,
            StageContext context)
            throws IOException {
        int count = Math.min(STANDARD_IMAGES, samples.size());
        ChannelMoments moments = new ChannelMoments(channels);
        try (Progress.Task task = context.progress().begin("mean features", count)) {
            for (int i = 0; i < count; i++) {
                context.checkCancelled();
                moments.add(features.of(samples.get((int) ((long) i * samples.size() / count))));
                task.advance(1);
            }
        }
        return of(moments);
    }

    /** The features with every channel standardised; a new array. */
    public FeatureMap apply(FeatureMap features) {
        int cells = features.height() * features.width();
        float[] values = features.values().clone();
        for (int c = 0; c < mean.length; c++) {
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                values[i] = (values[i] - mean[c]) * factor[c];
            }
        }
        return new FeatureMap(features.channels(), features.height(), features.width(), values);
    }

    /** As tensors, to be kept beside those of a network. */
    public Map<String, Tensor> tensors() {
        return Map.of(MEAN, Tensor.of(mean, mean.length), FACTOR, Tensor.of(factor, factor.length));
    }

    /**
     * From what {@link #tensors()} gave.
     *
     * @param file named in messages
     * @throws org.espalier.api.data.BadInputException when the file has no such tensors
     */
    public static Standardisation of(SafeTensors tensors, Path file) throws IOException {
        return new Standardisation(
                tensors.require(MEAN, file).values(), tensors.require(FACTOR, file).values());
    }
}
