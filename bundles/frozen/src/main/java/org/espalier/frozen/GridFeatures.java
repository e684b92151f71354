package org.espalier.frozen;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Resampling;

/**
 * Frozen features of several stages on one grid of equal cells over the image: the geometry of a
 * {@link org.espalier.api.data.ScoreMap}.
 *
 * @param frozen where features come from
 * @param backbone that is pretrained
 * @param stages at least one
 * @param side shorter side, in pixels, at which the image is looked at
 * @param stride pixels, at that size, between two cells
 */
public record GridFeatures(
        FrozenFeatures frozen, Backbone backbone, List<String> stages, int side, int stride) {
    /** Keeps the stages as they are now. */
    public GridFeatures {
        stages = List.copyOf(stages);
    }

    /**
     * Of a backbone that a person chose.
     *
     * @throws InvalidConfigurationException when it is not pretrained or has not all of the stages
     */
    public static GridFeatures checked(
            FrozenFeatures frozen, Backbone backbone, String[] stages, int side, int stride) {
        if (!backbone.isPretrained()) {
            throw new InvalidConfigurationException(
                    "backbone", "'" + backbone.name() + "' is not pretrained", "one that is");
        }
        Arrays.stream(stages).forEach(backbone::indexOf);
        return new GridFeatures(frozen, backbone, List.of(stages), side, stride);
    }

    /** Channels of each stage. */
    public int[] channels() {
        return stages.stream()
                .mapToInt(name -> backbone.stages().get(backbone.indexOf(name)).channels())
                .toArray();
    }

    /** The channels of all stages, one stage after the other. */
    public FeatureMap of(Image image) throws IOException {
        Map<String, FeatureMap> taps = frozen.of(image, backbone, new View(side, false), stages);
        FeatureMap first = taps.get(stages.get(0));
        int tapStride = backbone.stages().get(backbone.indexOf(stages.get(0))).stride();
        int height = cells(first.height(), tapStride);
        int width = cells(first.width(), tapStride);
        int channels = taps.values().stream().mapToInt(FeatureMap::channels).sum();
        float[] values = new float[channels * height * width];
        int at = 0;
        for (String stage : stages) {
            float[] onGrid =
                    Resampling.cornersToCells(
                            taps.get(stage), image.height(), image.width(), height, width);
            System.arraycopy(onGrid, 0, values, at, onGrid.length);
            at += onGrid.length;
        }
        return new FeatureMap(channels, height, width, values);
    }

    private int cells(int features, int tapStride) {
        return Math.max(1, Math.round((features - 1f) * tapStride / stride));
    }
}
