package org.espalier.pipeline.plan;

import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;

/**
 * Turns scores into labels: complete them with the background constant where the method does not
 * model the background, bring them to the size of the image, take the best.
 *
 * <p>Where the data set has no background, nothing is completed, and a pixel to which no class
 * gives a score above 0 is {@link ClassSet#VOID}: it is not known, and a tie at 0 says nothing.
 *
 * @param background the constant, in [0, 1]
 */
public record LabelRule(ClassSet classes, double background) {
    /** Whether these scores are compared with the constant. */
    public boolean applies(ScoreMap scores) {
        return classes.background().isPresent()
                && scores.plane(classes.background().getAsInt()) < 0;
    }

    public ScoreMap complete(ScoreMap scores) {
        return applies(scores)
                ? scores.withBackground(classes.background().getAsInt(), (float) background)
                : scores;
    }

    public LabelMap labels(ScoreMap scores, Image image) {
        ScoreMap complete = complete(scores);
        if (complete.planes() == 0) {
            byte[] unknown = new byte[image.width() * image.height()];
            java.util.Arrays.fill(unknown, (byte) ClassSet.VOID);
            return new LabelMap(image.width(), image.height(), unknown);
        }
        ScoreMap fine = complete.resized(image.width(), image.height());
        LabelMap best = fine.argmax();
        return classes.background().isPresent() ? best : claimed(best, fine);
    }

    /** Leaves only those labels that some class has claimed. */
    private static LabelMap claimed(LabelMap best, ScoreMap scores) {
        byte[] labels = best.labels().clone();
        float[] values = scores.scores();
        for (int i = 0; i < labels.length; i++) {
            boolean claimed = false;
            for (int at = i; at < values.length && !claimed; at += labels.length) {
                claimed = values[at] > 0;
            }
            if (!claimed) {
                labels[i] = (byte) ClassSet.VOID;
            }
        }
        return new LabelMap(best.width(), best.height(), labels);
    }
}
