package org.espalier.refiner.outoffold;

import java.io.IOException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.heads.HeldOut;
import org.espalier.heads.TaggedSegmenter;

/**
 * What came in, joined with what networks say that have not learned from the image.
 *
 * @param weight of what they say, where the scores that come in have 1
 */
record OutOfFoldModel(HeldOut.Models networks, double weight, ClassSet classes)
        implements RefinementModel {
    /** Of the scores only the classes count that they speak of. */
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        Tags candidates = TaggedSegmenter.candidates(Tags.of(scores.classIds()), classes);
        if (candidates.isEmpty()) {
            return scores;
        }
        ScoreMap said = networks.within(image, candidates);
        ScoreMap shares =
                TaggedSegmenter.shares(scores, candidates, classes, said.width(), said.height());
        float[] joined = said.scores().clone();
        for (int i = 0; i < joined.length; i++) {
            joined[i] = (float) ((weight * joined[i] + shares.scores()[i]) / (weight + 1));
        }
        return new ScoreMap(said.classIds(), said.width(), said.height(), joined);
    }

    @Override
    public void close() {
        networks.close();
    }
}
