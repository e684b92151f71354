package org.espalier.method.ial;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.heads.HeldOut;
import org.espalier.heads.TaggedSegmenter;

/**
 * The unary networks of all rounds, whose mean with the seeds is propagated by the pairwise network
 * of the last.
 */
record IalModel(List<HeldOut.Models> unary, int seeds, PairwiseModel pairwise, ClassSet classes)
        implements RefinementModel {
    /** Of the scores only the classes count that they speak of. */
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        Tags candidates = TaggedSegmenter.candidates(Tags.of(scores.classIds()), classes);
        if (candidates.isEmpty()) {
            return scores;
        }
        ScoreMap mean = null;
        for (int round = 1; round <= unary.size(); round++) {
            ScoreMap next = unary.get(round - 1).within(image, candidates);
            if (mean == null) {
                mean =
                        TaggedSegmenter.shares(
                                scores, candidates, classes, next.width(), next.height());
            }
            mean = TaggedSegmenter.mean(mean, seeds + round - 1, next);
        }
        return pairwise.propagate(image, mean);
    }

    @Override
    public void close() {
        unary.forEach(HeldOut.Models::close);
        pairwise.close();
    }
}
