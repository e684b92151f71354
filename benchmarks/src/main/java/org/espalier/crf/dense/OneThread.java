package org.espalier.crf.dense;

import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.data.Image;

/** The dense CRF with plain loops, which is what a Java without options gives, on one thread. */
public final class OneThread {
    private final Engine engine =
            new Engine(new PlainMath(), new ArrayPool(), 1, Integer.MAX_VALUE);

    /** To be closed. */
    public PairwiseTerms pairwise(Image image, CrfParameters parameters) {
        return new WholeTerms(image, parameters, engine);
    }
}
