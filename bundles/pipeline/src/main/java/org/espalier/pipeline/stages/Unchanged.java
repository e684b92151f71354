package org.espalier.pipeline.stages;

import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.RefinementModel;

/** Leaves scores as they are. */
final class Unchanged implements RefinementModel {
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) {
        return scores;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
