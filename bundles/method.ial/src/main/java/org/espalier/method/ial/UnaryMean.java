package org.espalier.method.ial;

import java.io.IOException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.heads.TaggedSegmenter;

/**
 * The mean of the seeds and of the unary outputs of all rounds so far.
 *
 * @param seeds what the seeds count for, where every round counts for 1; 0: they are not asked
 */
record UnaryMean(int seeds, ClassSet classes) {
    /** The scores of the stage before, read when they are needed. */
    interface Seeds {
        ScoreMap read() throws IOException;
    }

    /**
     * The mean after the first round.
     *
     * @param said the unary output, of these classes
     */
    ScoreMap first(Seeds scores, Tags candidates, ScoreMap said) throws IOException {
        if (seeds == 0) {
            return said;
        }
        ScoreMap shares =
                TaggedSegmenter.shares(
                        scores.read(), candidates, classes, said.width(), said.height());
        return TaggedSegmenter.mean(shares, seeds, said);
    }

    /** The mean after a round from the second on, of that before and the round's output. */
    ScoreMap next(int round, ScoreMap before, ScoreMap said) {
        return TaggedSegmenter.mean(before, seeds + round - 1, said);
    }
}
