package org.espalier.api.stage;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A segmentation network trained on label maps, to be used without tags. The rules of {@link
 * Localizer} hold for folder and state.
 */
@ConsumerType
public interface Segmenter {
    /**
     * Learns.
     *
     * @param samples photographs, in a fixed order
     * @param labels what to learn for each of them: pseudo-labels made from tags by the earlier
     *     stages, or, for the {@code supervised} yardstick alone, true masks. Void is ignored
     */
    void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
            throws IOException;

    /** Opens what {@link #fit} learned. */
    SegmentationModel open(StageContext context) throws IOException;
}
