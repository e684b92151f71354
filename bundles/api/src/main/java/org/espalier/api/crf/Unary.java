package org.espalier.api.crf;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;

/**
 * The unary term: what each label costs each pixel before its surroundings are asked. Safe for use
 * by several threads.
 */
public interface Unary {
    /** The class of each label, each once. */
    int[] classIds();

    /** Columns. */
    int width();

    /** Rows. */
    int height();

    /**
     * Writes the energies of a piece of a row, side by side those of a pixel. The lower an energy
     * the likelier the label; infinity excludes it.
     *
     * @param x first column
     * @param y row
     * @param count how many pixels
     * @param into the energy of label l at the i-th pixel goes to {@code at + i * stride + l}
     */
    void energies(int x, int y, int count, float[] into, int at, int stride);

    /**
     * Minus the logarithm of probabilities, which are clipped to [1e-5, 1] first. They need not sum
     * to 1.
     *
     * @throws BadInputException when one is not a finite number
     */
    static Unary ofScores(ScoreMap probabilities) throws BadInputException {
        return new ScoreUnary(probabilities);
    }

    /**
     * Labels that are right with some confidence: minus its logarithm for the label of the pixel,
     * and the rest of the probability spread evenly over the others. Where the label is {@link
     * org.espalier.api.data.ClassSet#VOID} all labels are equally likely.
     *
     * @param classIds the label set, each once; may hold classes that do not occur
     * @param confidence the probability of the given label, between 0 and 1, both excluded
     * @throws BadInputException when a label occurs that is not in the set
     * @throws org.espalier.api.configuration.InvalidConfigurationException when the confidence is
     *     out of range
     */
    static Unary ofLabels(LabelMap labels, int[] classIds, double confidence)
            throws BadInputException {
        return new LabelUnary(labels, classIds, confidence);
    }
}
