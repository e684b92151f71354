package org.espalier.api.pipeline;

import java.util.Locale;
import org.espalier.api.evaluation.Evaluation;

/**
 * One row of a run's table.
 *
 * @param stage {@code localizer}, {@code localizer+crf}, {@code refiner} …
 * @param method the method that did it
 * @param split the split it is scored on
 * @param tags whether the tags of the images were given
 * @param evaluation the score
 * @param seconds wall-clock time of applying the stage to the split
 */
public record StageResult(
        String stage,
        String method,
        String split,
        TagUse tags,
        Evaluation evaluation,
        double seconds) {
    /** Whether a stage was told the tags of the images it is scored on. */
    public enum TagUse {
        /** The true tags were given, as for pseudo-labels of training images. */
        GIVEN,
        /** No tag was given, as for photographs that nobody has tagged. */
        NONE;

        /** As files and tables spell it: lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
