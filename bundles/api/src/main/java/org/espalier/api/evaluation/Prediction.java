package org.espalier.api.evaluation;

import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Box;
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
 * @param located where a localizer that was given these tags finds them, where that is to be judged
 */
public record Prediction(
        String id,
        LabelMap labels,
        Optional<ScoreMap> foreground,
        Optional<float[]> classScores,
        Tags tags,
        Optional<Located> located) {
    /** A prediction of masks alone. */
    public Prediction(
            String id,
            LabelMap labels,
            Optional<ScoreMap> foreground,
            Optional<float[]> classScores,
            Tags tags) {
        this(id, labels, foreground, classScores, tags, Optional.empty());
    }

    /**
     * A localizer's score maps, of which the highest places matter.
     *
     * @param scores with a plane for each tag
     * @param boxes where the objects are, if the data set knows; else they are taken from the mask
     */
    public record Located(ScoreMap scores, Optional<List<Box>> boxes) {}

    /** A prediction of which only the labels are known. */
    public static Prediction of(String id, LabelMap labels) {
        return new Prediction(id, labels, Optional.empty(), Optional.empty(), Tags.none());
    }
}
