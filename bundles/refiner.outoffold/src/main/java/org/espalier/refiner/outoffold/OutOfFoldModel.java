package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.heads.TaggedSegmenter;

/**
 * Asks of an image the network that has not learned from it; all of them of an image that none has
 * learned from.
 *
 * @param networks by the part of the images that each has not seen
 * @param weight of what they say, where the scores that come in have 1
 */
record OutOfFoldModel(
        List<SegmentationModel> networks, Folds folds, double weight, ClassSet classes)
        implements RefinementModel {
    /** Of the scores only the classes count that they speak of. */
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        Tags candidates = TaggedSegmenter.candidates(Tags.of(scores.classIds()), classes);
        if (candidates.isEmpty()) {
            return scores;
        }
        int fold = folds.of(image);
        List<SegmentationModel> asked = fold >= 0 ? List.of(networks.get(fold)) : networks;
        ScoreMap said = TaggedSegmenter.within(asked, image, candidates);
        ScoreMap complete =
                classes.background().isPresent()
                        ? scores.withBackground(classes.background().getAsInt(), 0)
                        : scores;
        ScoreMap shares =
                TaggedSegmenter.shares(
                        complete.only(candidates).resized(said.width(), said.height()));
        float[] joined = said.scores().clone();
        for (int i = 0; i < joined.length; i++) {
            joined[i] = (float) ((weight * joined[i] + shares.scores()[i]) / (weight + 1));
        }
        return new ScoreMap(said.classIds(), said.width(), said.height(), joined);
    }

    @Override
    public void close() {
        networks.forEach(SegmentationModel::close);
    }
}
