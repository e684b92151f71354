package org.espalier.api.stage;

import java.util.Objects;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;

/**
 * What a localizer says of one image.
 *
 * @param scores a plane for each of {@code tags}, and for the background if the method models it;
 *     where no tags were given there may be planes for all classes
 * @param tags the tags that were given, or predicted when none were
 * @param classScores how likely each class is present, by class id; comparable between images, so
 *     that images can be ranked by it. The background's entry means nothing. The array is handed
 *     over: read, never write
 */
public record Localization(ScoreMap scores, Tags tags, float[] classScores) {
    /** Refuses null. */
    public Localization {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(tags, "tags");
        Objects.requireNonNull(classScores, "classScores");
    }
}
