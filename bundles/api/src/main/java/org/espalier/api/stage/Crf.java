package org.espalier.api.stage;

import org.osgi.annotation.versioning.ConsumerType;

/** Smooths scores along the colours of the image, with nothing to learn. */
@ConsumerType
public interface Crf {
    /**
     * Makes the stage ready with the parameters of a run.
     *
     * @return takes scores with a plane for the background if the data set has one, and returns
     *     probabilities on the grid of the image
     */
    RefinementModel open(StageContext context);
}
