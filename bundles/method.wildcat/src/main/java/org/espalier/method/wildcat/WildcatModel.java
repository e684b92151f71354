package org.espalier.method.wildcat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.classification.ClassMaps;
import org.espalier.classification.Look;
import org.espalier.classification.Network;
import org.espalier.classification.Sights;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;

/** Adds up the class maps of an image in every view. */
final class WildcatModel implements LocalizationModel {
    private final Network network;
    private final WildcatHead head;
    private final Look look;
    private final Parameters parameters;
    private final float[] bias;
    private final boolean background;
    private final double tagThreshold;

    /**
     * @param parameters closed with the model
     * @param bias of each class's map
     * @param background whether the first output is the background
     */
    WildcatModel(
            Network network,
            WildcatHead head,
            Look look,
            Parameters parameters,
            float[] bias,
            boolean background,
            double tagThreshold) {
        this.network = network;
        this.head = head;
        this.look = look;
        this.parameters = parameters;
        this.bias = bias;
        this.background = background;
        this.tagThreshold = tagThreshold;
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) throws IOException {
        Sights sights = look.at(image);
        double[] logits = sights.pooled(head);
        int first = background ? 1 : 0;
        float[] classScores =
                network.probabilities(Arrays.copyOfRange(logits, first, logits.length));
        Tags tags = given.orElseGet(() -> network.predicted(classScores, tagThreshold));
        ScoreMap scores =
                background
                        ? withBackground(sights, tags, image)
                        : new ClassMaps(network.tags(), sights.sum(this::evidence))
                                .only(tags.ids())
                                .shares(image);
        return new Localization(scores, tags, classScores);
    }

    /** What speaks for each class at each place: its map without the bias, rectified. */
    private FeatureMap evidence(FeatureMap map) {
        float[] values = map.values().clone();
        int places = map.height() * map.width();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i] - bias[i / places]);
        }
        return new FeatureMap(map.channels(), map.height(), map.width(), values);
    }

    private ScoreMap withBackground(Sights sights, Tags tags, Image image) {
        int[] outputs = first(network.tags());
        float share = 1f / sights.views().size();
        FeatureMap means = sights.sum(map -> probabilities(map, share));
        return new ClassMaps(outputs, means).only(first(tags.ids())).scores(image);
    }

    /** Puts the background before the tags. */
    private int[] first(int[] tags) {
        int[] ids = new int[tags.length + 1];
        ids[0] = network.classes().background().getAsInt();
        System.arraycopy(tags, 0, ids, 1, tags.length);
        return ids;
    }

    private static FeatureMap probabilities(FeatureMap map, float share) {
        float[] values = new float[map.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (share / (1 + Math.exp(-map.values()[i])));
        }
        return new FeatureMap(map.channels(), map.height(), map.width(), values);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
