package org.espalier.testing;

import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** A random field without pairwise terms: the likeliest label stays the likeliest. */
public final class ByScoreAlone implements CrfInference {
    @Override
    public PairwiseTerms pairwise(Image image, CrfParameters parameters) {
        return new PairwiseTerms() {
            @Override
            public ScoreMap infer(Unary unary) {
                return likelihoods(unary);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private static ScoreMap likelihoods(Unary unary) {
        int labels = unary.classIds().length;
        int cells = unary.width() * unary.height();
        float[] scores = new float[labels * cells];
        for (int y = 0; y < unary.height(); y++) {
            for (int x = 0; x < unary.width(); x++) {
                float[] energies = new float[labels];
                unary.energies(x, y, 1, energies, 0, labels);
                for (int k = 0; k < labels; k++) {
                    scores[k * cells + y * unary.width() + x] = (float) Math.exp(-energies[k]);
                }
            }
        }
        return new ScoreMap(unary.classIds(), unary.width(), unary.height(), scores);
    }
}
