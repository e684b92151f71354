package org.espalier.localizer.cam;

import java.io.IOException;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.classification.ClassMaps;
import org.espalier.classification.Look;
import org.espalier.classification.MeanHead;
import org.espalier.classification.Network;
import org.espalier.classification.Sights;
import org.espalier.inference.Parameters;

/** Adds up what the classifier sees in an image at every size. */
final class CamModel implements LocalizationModel {
    private final Network network;
    private final MeanHead head;
    private final Look look;
    private final Parameters parameters;
    private final float[] bias;
    private final double tagThreshold;

    /**
     * @param parameters closed with the model
     * @param bias of each output of the classifier
     */
    CamModel(
            Network network,
            MeanHead head,
            Look look,
            Parameters parameters,
            float[] bias,
            double tagThreshold) {
        this.network = network;
        this.head = head;
        this.look = look;
        this.parameters = parameters;
        this.bias = bias;
        this.tagThreshold = tagThreshold;
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) throws IOException {
        Sights sights = look.at(image);
        double[] logits = sights.pooled(head);
        for (int k = 0; k < logits.length; k++) {
            logits[k] += bias[k];
        }
        float[] classScores = network.probabilities(logits);
        Tags tags = given.orElseGet(() -> network.predicted(classScores, tagThreshold));
        ClassMaps maps = new ClassMaps(network.tags(), sights.sum(Sights::rectified));
        return new Localization(maps.only(tags.ids()).shares(image), tags, classScores);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
