package org.espalier.itests.toy;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;

/** Says the same of every pixel. First needed after {@code fit}: loaded late. */
final class Blob implements LocalizationModel {
    private final ClassSet classes;

    Blob(ClassSet classes) {
        this.classes = classes;
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) {
        Tags tags = given.orElseGet(classes::allTags);
        float[] scores = new float[tags.ids().length * 4];
        Arrays.fill(scores, 0.5f);
        return new Localization(
                new ScoreMap(tags.ids(), 2, 2, scores), tags, new float[classes.size()]);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
