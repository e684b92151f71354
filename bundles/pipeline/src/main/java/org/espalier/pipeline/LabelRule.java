package org.espalier.pipeline;

import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;

/**
 * Turns scores into labels: complete them with the background constant where the method does not
 * model the background, bring them to the size of the image, take the best.
 *
 * @param background the constant, in [0, 1]
 */
record LabelRule(ClassSet classes, double background) {
    /** Whether these scores are compared with the constant. */
    boolean applies(ScoreMap scores) {
        return classes.background().isPresent()
                && scores.plane(classes.background().getAsInt()) < 0;
    }

    ScoreMap complete(ScoreMap scores) {
        return applies(scores)
                ? scores.withBackground(classes.background().getAsInt(), (float) background)
                : scores;
    }

    LabelMap labels(ScoreMap scores, Image image) {
        ScoreMap complete = complete(scores);
        if (complete.planes() == 0) {
            byte[] unknown = new byte[image.width() * image.height()];
            java.util.Arrays.fill(unknown, (byte) ClassSet.VOID);
            return new LabelMap(image.width(), image.height(), unknown);
        }
        return complete.resized(image.width(), image.height()).argmax();
    }
}
