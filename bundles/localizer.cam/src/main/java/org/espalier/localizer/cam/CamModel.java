package org.espalier.localizer.cam;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;

/** Looks at an image at every size and makes seeds of what the classifier sees in it. */
final class CamModel implements LocalizationModel {
    /** Pixels between two scores of the map that is returned. */
    private static final int SCORE_STRIDE = 4;

    private final Classifier classifier;
    private final Look look;
    private final Seeds seeds;
    private final CamConfiguration settings;
    private final Parameters parameters;
    private final boolean helped;
    private final float[] bias;
    private final ActivationCache cache;

    /** An image is asked for twice, with and without its tags: once is enough to look at it. */
    private final Map<Image, Look.Sight> seen = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param bias of each output of the classifier
     */
    CamModel(
            Classifier classifier,
            Look look,
            Seeds seeds,
            CamConfiguration settings,
            Parameters parameters,
            float[] bias,
            ActivationCache cache) {
        this.classifier = classifier;
        this.look = look;
        this.seeds = seeds;
        this.settings = settings;
        this.parameters = parameters;
        this.helped = parameters.names().stream().anyMatch(n -> n.startsWith(SeedHead.PREFIX));
        this.bias = bias;
        this.cache = cache;
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) throws IOException {
        Look.Sight sight = sight(image, given);
        float[] classScores = sight.activations().probabilities(classifier, bias);
        Tags tags = given.orElseGet(() -> predicted(classScores));
        Activations activations = sight.activations().only(tags.ids());
        return new Localization(map(image, activations, sight.features()), tags, classScores);
    }

    private Look.Sight sight(Image image, Optional<Tags> given) throws IOException {
        Look.Sight sight = seen.get(image);
        if (sight != null) {
            return sight;
        }
        Activations trained = given.isPresent() ? cache.find(image, given.get().ids()) : null;
        if (trained != null) {
            return new Look.Sight(trained, look.features(image, seeds.stages(helped)));
        }
        sight = look.at(image, seeds.stages(helped));
        seen.put(image, sight);
        return sight;
    }

    private ScoreMap map(Image image, Activations activations, Seeds.Features features)
            throws IOException {
        float[] maps = seeds.plain(activations, features);
        if (helped) {
            maps = seeds.helped(maps, activations, features, parameters);
        }
        int width = (image.width() + SCORE_STRIDE - 1) / SCORE_STRIDE;
        int height = (image.height() + SCORE_STRIDE - 1) / SCORE_STRIDE;
        int count = activations.ids().length;
        float[] scores =
                count == 0
                        ? maps
                        : Resampling.cornersToCells(
                                new FeatureMap(
                                        count, activations.height(), activations.width(), maps),
                                image.height(),
                                image.width(),
                                height,
                                width);
        return new ScoreMap(
                activations.ids(), width, height, Activations.normalise(scores, width * height));
    }

    /** Every class that is likely to be there, and at least the likeliest. */
    private Tags predicted(float[] classScores) {
        int[] outputs = classifier.outputs();
        int[] present =
                java.util.Arrays.stream(outputs)
                        .filter(id -> classScores[id] >= settings.tagThreshold())
                        .toArray();
        if (present.length > 0) {
            return Tags.of(present);
        }
        int best = outputs[0];
        for (int id : outputs) {
            best = classScores[id] > classScores[best] ? id : best;
        }
        return Tags.of(best);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
