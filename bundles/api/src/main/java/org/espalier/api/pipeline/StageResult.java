package org.espalier.api.pipeline;

import java.util.List;
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
 * @param rounds of a stage that learns in rounds, on the training images; else empty
 */
public record StageResult(
        String stage,
        String method,
        String split,
        TagUse tags,
        Evaluation evaluation,
        double seconds,
        List<RoundResult> rounds) {
    /** Keeps the rounds as they are now. */
    public StageResult {
        rounds = List.copyOf(rounds);
    }

    /** A stage that does not learn in rounds. */
    public StageResult(
            String stage,
            String method,
            String split,
            TagUse tags,
            Evaluation evaluation,
            double seconds) {
        this(stage, method, split, tags, evaluation, seconds, List.of());
    }

    /** Where the tags of the images came from that the stage was applied to. */
    public TagSource tagSource() {
        if (tags == TagUse.GIVEN) {
            return TagSource.DATA_SET;
        }
        return stage.startsWith("segmenter") ? TagSource.NOT_NEEDED : TagSource.PREDICTED;
    }

    /** Who said which classes are in an image. */
    public enum TagSource {
        /** The true tags of the data set. */
        DATA_SET("data set"),
        /** The localizer's own predictions, which every stage after it builds on. */
        PREDICTED("predicted by the localizer"),
        /** Nobody: a segmenter decides about every class at every pixel. */
        NOT_NEEDED("not needed");

        private final String text;

        TagSource(String text) {
            this.text = text;
        }

        /** As files and tables spell it. */
        @Override
        public String toString() {
            return text;
        }
    }

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
