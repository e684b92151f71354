package org.espalier.method.affinity;

import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** A random field without pairwise terms: the softmax of minus the energies. */
final class ByScoreAlone implements CrfInference {
    final AtomicInteger terms = new AtomicInteger();
    final AtomicInteger inferences = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile CrfParameters asked;

    @Override
    public PairwiseTerms pairwise(Image image, CrfParameters parameters) {
        terms.incrementAndGet();
        asked = parameters;
        return new PairwiseTerms() {
            @Override
            public ScoreMap infer(Unary unary) {
                inferences.incrementAndGet();
                return softmax(unary);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    static ScoreMap softmax(Unary unary) {
        int labels = unary.classIds().length;
        int cells = unary.width() * unary.height();
        float[] energies = new float[labels * cells];
        for (int y = 0; y < unary.height(); y++) {
            unary.energies(0, y, unary.width(), energies, y * unary.width() * labels, labels);
        }
        float[] scores = new float[labels * cells];
        for (int i = 0; i < cells; i++) {
            double sum = 0;
            for (int k = 0; k < labels; k++) {
                sum += Math.exp(-energies[i * labels + k]);
            }
            for (int k = 0; k < labels; k++) {
                scores[k * cells + i] = (float) (Math.exp(-energies[i * labels + k]) / sum);
            }
        }
        return new ScoreMap(unary.classIds(), unary.width(), unary.height(), scores);
    }
}
