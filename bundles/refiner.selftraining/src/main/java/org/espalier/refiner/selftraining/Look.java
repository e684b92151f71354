package org.espalier.refiner.selftraining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Image;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Resampling;
import org.espalier.inference.Stage;

/** Looks at images, and brings what the backbone sees in them to one grid an image. */
final class Look {
    /** How an image is looked at: upright, and mirrored. */
    static final int VIEWS = 2;

    private final FrozenFeatures features;
    private final Backbone backbone;
    private final SelfTrainingConfiguration settings;

    /**
     * @throws InvalidConfigurationException when the backbone is not pretrained, or has not all of
     *     the stages
     */
    Look(FrozenFeatures features, Backbone backbone, SelfTrainingConfiguration settings) {
        this.features = features;
        this.backbone = backbone;
        this.settings = settings;
        if (!backbone.isPretrained()) {
            throw new InvalidConfigurationException(
                    "refiner.backbone",
                    backbone.name() + " is not pretrained: it has no features to go by",
                    "choose a pretrained one such as mobilenetv2, or \"refiner.target\":"
                            + " \"(method=none)\"");
        }
        if (settings.rounds() > 0 && settings.stages().length == 0) {
            throw new InvalidConfigurationException(
                    "refiner.stages", "there are none", "name a stage, or set rounds to 0");
        }
        Stream.concat(Stream.of(settings.correlationStage()), Arrays.stream(settings.stages()))
                .forEach(backbone::indexOf);
    }

    /**
     * Features of an image on its grid.
     *
     * @param correlated those that are correlated, of the upright image; null where none are
     * @param views those that the head sees, of the upright and the mirrored image; none where
     *     there is no head
     */
    record Sight(FeatureMap correlated, List<FeatureMap> views) {}

    /** Columns of the grid of an image. */
    int width(Image image) {
        return places(upright().width(image, backbone));
    }

    /** Rows of the grid of an image. */
    int height(Image image) {
        return places(upright().height(image, backbone));
    }

    /** How many features of a place the head sees. */
    int channels() {
        return Arrays.stream(settings.stages())
                .mapToInt(name -> backbone.stages().get(backbone.indexOf(name)).channels())
                .sum();
    }

    /** What is seen in an image. */
    Sight at(Image image, boolean withHead) throws IOException {
        int height = height(image);
        int width = width(image);
        boolean correlates = settings.correlation() > 0;
        List<String> seen = withHead ? List.of(settings.stages()) : List.of();
        Set<String> wanted = new LinkedHashSet<>(seen);
        if (correlates) {
            wanted.add(settings.correlationStage());
        }
        if (wanted.isEmpty()) {
            return new Sight(null, List.of());
        }
        Map<String, FeatureMap> upright = features.of(image, backbone, upright(), wanted);
        List<FeatureMap> views = new ArrayList<>();
        if (withHead) {
            View mirrored = new View(settings.side(), true);
            views.add(join(upright, seen, height, width));
            views.add(join(features.of(image, backbone, mirrored, seen), seen, height, width));
        }
        return new Sight(
                correlates
                        ? join(upright, List.of(settings.correlationStage()), height, width)
                        : null,
                views);
    }

    private View upright() {
        return new View(settings.side(), false);
    }

    private int places(int side) {
        List<Stage> stages = backbone.stages();
        return stages.get(stages.size() - 1).places(side);
    }

    private static FeatureMap join(
            Map<String, FeatureMap> features, List<String> stages, int height, int width) {
        int channels = stages.stream().mapToInt(name -> features.get(name).channels()).sum();
        float[] values = new float[channels * height * width];
        int at = 0;
        for (String name : stages) {
            FeatureMap stage = features.get(name);
            float[] onGrid =
                    stage.height() == height && stage.width() == width
                            ? stage.values()
                            : Resampling.corners(
                                    stage.values(),
                                    stage.channels(),
                                    stage.height(),
                                    stage.width(),
                                    height,
                                    width);
            System.arraycopy(onGrid, 0, values, at, onGrid.length);
            at += onGrid.length;
        }
        return new FeatureMap(channels, height, width, values);
    }
}
