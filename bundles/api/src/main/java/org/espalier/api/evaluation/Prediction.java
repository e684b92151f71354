package org.espalier.api.evaluation;

import java.util.Optional;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;

/**
 * What is known of one image when it is scored.
 *
 * @param id the sample
 * @param labels the prediction
 * @param foreground scores of the foreground classes in [0, 1], where the labels came from
 *     comparing them with a background constant: lets other constants be tried
 * @param classScores how likely each class is present, by class id, where the method tells
 * @param tags the true tags, against which {@code classScores} are judged
 */
public record Prediction(
        String id,
        LabelMap labels,
        Optional<ScoreMap> foreground,
        Optional<float[]> classScores,
        Tags tags) {
    /** A prediction of which only the labels are known. */
    public static Prediction of(String id, LabelMap labels) {
        return new Prediction(id, labels, Optional.empty(), Optional.empty(), Tags.none());
    }
}
