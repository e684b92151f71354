package org.espalier.api.stage;

import java.io.IOException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/**
 * Turns scores into better ones. Safe for use by several threads; closing it frees what it holds.
 */
public interface RefinementModel extends AutoCloseable {
    /**
     * Refines the scores of an image.
     *
     * @param scores with a plane for the background if the data set has one
     * @return scores for the same classes, on any grid; those of the background may be left out,
     *     and the pipeline's constant stands for them as it does for a localizer
     */
    ScoreMap refine(Image image, ScoreMap scores) throws IOException;

    @Override
    void close();
}
