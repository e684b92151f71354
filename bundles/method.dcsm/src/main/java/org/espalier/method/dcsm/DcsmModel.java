package org.espalier.method.dcsm;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.classification.ClassMaps;
import org.espalier.classification.Network;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Resampling;

/** Compares the saliency maps of the classes of an image. */
final class DcsmModel implements LocalizationModel {
    private final Network network;
    private final Saliency saliency;
    private final Saliency.Learned learned;
    private final DcsmConfiguration settings;
    private final Distinction distinction;

    /** An image is asked for with and without its tags; they are often the same. */
    private final Map<Image, Localization> seen = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param learned its parameters on the device are closed with the model
     */
    DcsmModel(
            Network network,
            Saliency saliency,
            Saliency.Learned learned,
            DcsmConfiguration settings) {
        this.network = network;
        this.saliency = saliency;
        this.learned = learned;
        this.settings = settings;
        distinction = new Distinction(settings.subtraction(), settings.squashing());
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) throws IOException {
        Localization before = seen.get(image);
        if (before != null && before.tags().equals(tags(before.classScores(), given))) {
            return before;
        }
        Saliency.Seen sight =
                saliency.at(
                        image,
                        learned,
                        pooled -> candidates(network.probabilities(pooled), given).outputs());
        float[] classScores = network.probabilities(sight.pooled());
        Tags tags = tags(classScores, given);
        Localization found = new Localization(scores(image, sight.maps(), tags), tags, classScores);
        seen.put(image, found);
        return found;
    }

    private Tags tags(float[] classScores, Optional<Tags> given) {
        return given.orElseGet(() -> network.predicted(classScores, settings.tagThreshold()));
    }

    private Candidates candidates(float[] classScores, Optional<Tags> given) {
        return Candidates.of(network, classScores, tags(classScores, given), settings.candidates());
    }

    private ScoreMap scores(Image image, List<FeatureMap> maps, Tags tags) {
        if (maps.isEmpty()) {
            return new ClassMaps(new int[0], new FeatureMap(0, 1, 1, new float[0])).shares(image);
        }
        int height = maps.stream().mapToInt(FeatureMap::height).max().orElseThrow();
        int width = maps.stream().mapToInt(FeatureMap::width).max().orElseThrow();
        float[] sums = new float[tags.size() * height * width];
        for (FeatureMap map : maps) {
            distinction.add(resized(map, height, width), sums);
        }
        Distinction.finish(sums, height * width, settings.finalSquashing());
        FeatureMap together = new FeatureMap(tags.size(), height, width, sums);
        ScoreMap scores = new ClassMaps(tags.ids(), together).shares(image);
        boolean complement = settings.background().equals("complement");
        return complement && network.classes().background().isPresent()
                ? withComplement(scores, network.classes().background().getAsInt())
                : scores;
    }

    private static FeatureMap resized(FeatureMap map, int height, int width) {
        float[] values =
                Resampling.corners(
                        map.values(), map.channels(), map.height(), map.width(), height, width);
        return new FeatureMap(map.channels(), height, width, values);
    }

    /** The background is what the highest map leaves of 1. */
    private static ScoreMap withComplement(ScoreMap scores, int background) {
        ScoreMap all = scores.withBackground(background, 1);
        float[] values = all.scores();
        int places = all.width() * all.height();
        for (int i = places; i < values.length; i++) {
            values[i % places] = Math.min(values[i % places], 1 - values[i]);
        }
        return all;
    }

    @Override
    public void close() {
        learned.onDevice().close();
    }
}
