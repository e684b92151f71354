package org.espalier.api.evaluation;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;

/** A scoring under way. Used by one thread at a time. */
public interface Scoring {
    /**
     * Counts one image.
     *
     * @param truth of the size of the prediction's labels
     * @throws BadInputException when sizes differ or the truth has an id outside the class set; the
     *     image is then not counted
     */
    void add(Prediction prediction, LabelMap truth) throws BadInputException;

    /** The result over all images counted so far. */
    Evaluation result();
}
