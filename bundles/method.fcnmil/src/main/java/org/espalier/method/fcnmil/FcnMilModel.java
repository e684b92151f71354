package org.espalier.method.fcnmil;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
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

/** Averages the probabilities of an image over its views. */
final class FcnMilModel implements LocalizationModel {
    private final Network network;
    private final MilHead head;
    private final Look look;
    private final Parameters parameters;

    /**
     * @param parameters closed with the model
     */
    FcnMilModel(Network network, MilHead head, Look look, Parameters parameters) {
        this.network = network;
        this.head = head;
        this.look = look;
        this.parameters = parameters;
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) throws IOException {
        Sights sights = look.at(image);
        int[] outputs = withBackground(network.tags());
        ScoreMap all = new ClassMaps(outputs, mean(sights)).scores(image);
        Tags tags = given.orElseGet(() -> winners(all, image));
        ScoreMap scores = all.only(Tags.of(withBackground(tags.ids())));
        return new Localization(scores, tags, classScores(outputs, sights.pooled(head)));
    }

    /** Puts the background, where there is one, before the tags. */
    private int[] withBackground(int[] tags) {
        return IntStream.concat(network.classes().background().stream(), Arrays.stream(tags))
                .toArray();
    }

    private static FeatureMap mean(Sights sights) {
        FeatureMap sum = sights.sum(map -> map);
        float[] values = sum.values();
        for (int i = 0; i < values.length; i++) {
            values[i] /= sights.views().size();
        }
        return sum;
    }

    /** The classes that win a pixel; the others would win none if they competed. */
    private Tags winners(ScoreMap all, Image image) {
        int[] present = all.resized(image.width(), image.height()).argmax().present();
        return Tags.of(Arrays.stream(present).filter(network.classes()::isTag).toArray());
    }

    private float[] classScores(int[] outputs, double[] pooled) {
        float[] scores = new float[network.classes().size()];
        for (int k = 0; k < outputs.length; k++) {
            scores[outputs[k]] = (float) pooled[k];
        }
        return scores;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
