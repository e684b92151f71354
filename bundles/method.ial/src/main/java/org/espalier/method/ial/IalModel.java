package org.espalier.method.ial;

import java.io.IOException;
import java.util.List;
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
record IalModel(List<HeldOut.Models> unary, UnaryMean mean, PairwiseModel pairwise)
        implements RefinementModel {
    /** Of the scores only the classes count that they speak of. */
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        Tags candidates = TaggedSegmenter.candidates(Tags.of(scores.classIds()), mean.classes());
        if (candidates.isEmpty()) {
            return scores;
        }
        ScoreMap joined =
                mean.first(() -> scores, candidates, unary.get(0).within(image, candidates));
        for (int round = 2; round <= unary.size(); round++) {
            joined = mean.next(round, joined, unary.get(round - 1).within(image, candidates));
        }
        return pairwise.propagate(image, joined);
    }

    @Override
    public void close() {
        unary.forEach(HeldOut.Models::close);
        pairwise.close();
    }
}
