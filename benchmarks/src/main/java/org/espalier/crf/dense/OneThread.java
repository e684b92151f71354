package org.espalier.crf.dense;

import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.data.Image;

/** The dense CRF on one thread, with the loops that the product uses once they are compiled. */
public final class OneThread {
    private final Engine engine =
            Engine.of(MathChoice.of(MathChoice.best().better()), 1, Integer.MAX_VALUE);

    /** To be closed. */
    public PairwiseTerms pairwise(Image image, CrfParameters parameters) {
        return new WholeTerms(image, parameters, engine);
    }
}
