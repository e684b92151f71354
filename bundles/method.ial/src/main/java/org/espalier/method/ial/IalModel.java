package org.espalier.method.ial;

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
 * The unary networks of all rounds, whose mean is propagated by the pairwise network of the last.
 */
record IalModel(List<SegmentationModel> unary, PairwiseModel pairwise, ClassSet classes)
        implements RefinementModel {
    /** Of the scores only the classes count that they speak of. */
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        Tags candidates = TaggedSegmenter.candidates(Tags.of(scores.classIds()), classes);
        if (candidates.isEmpty()) {
            return scores;
        }
        return pairwise.propagate(image, TaggedSegmenter.within(unary, image, candidates));
    }

    @Override
    public void close() {
        unary.forEach(SegmentationModel::close);
        pairwise.close();
    }
}
