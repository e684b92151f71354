package org.espalier.api.stage;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Learns from the scores of an earlier stage to make them better: to reach the borders of objects,
 * to fill them, to drop what is none. The rules of {@link Localizer} hold for folder and state.
 */
@ConsumerType
public interface Refiner {
    /**
     * Learns; may have nothing to learn.
     *
     * @param samples photographs and tags, in a fixed order
     * @param upstream the scores that the earlier stage gave each of them, for their given tags
     */
    void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException;

    /** Opens what {@link #fit} learned. */
    RefinementModel open(StageContext context) throws IOException;
}
