package org.espalier.api.crf;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ScoreMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The pairwise terms of one image, ready to be met with one unary term after another. Safe for use
 * by several threads; closing it gives back what it holds.
 */
@ProviderType
public interface PairwiseTerms extends AutoCloseable {
    /**
     * Infers the marginals.
     *
     * @param unary on the grid of the image
     * @return the probability of every label at every pixel; the planes are in the order of the
     *     labels
     * @throws BadInputException when the unary term is of another size, or an energy is no number
     */
    ScoreMap infer(Unary unary) throws BadInputException;

    @Override
    void close();
}
