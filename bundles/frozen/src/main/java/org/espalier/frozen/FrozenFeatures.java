package org.espalier.frozen;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The features that a pretrained backbone has for images. They are computed once for each image,
 * view and stage, and kept in a bounded cache on disk that all methods and all pipelines share.
 *
 * <p>Values are rounded to half precision (IEEE 754 binary16, ties to even; finite values beyond
 * its range to its largest), from the cache or not: what comes back does not depend on what was
 * cached.
 *
 * <p>A stage with few channels is cheaper to keep than one with many. Where the last stage is wide,
 * ask for the one before it and run the last one in your own job.
 */
@ProviderType
public interface FrozenFeatures {
    /**
     * The features of an image in one view. If they are being computed for another, the caller
     * waits for that: so ask outside of jobs of the engine.
     *
     * @param image of any size
     * @param backbone that is pretrained
     * @param view the image is resized as a whole, corners on corners
     * @param stages names, in any order
     * @return by stage, in the order of the names given; feature (i, j) of a stage of stride s is
     *     centred on pixel (s i, s j) of the resized image. Features of a mirrored view are those
     *     of the mirrored image, not mirrored back. Read, never write
     * @throws IllegalStateException when the backbone is not pretrained
     * @throws org.espalier.api.configuration.InvalidConfigurationException when there is no such
     *     stage
     * @throws java.io.InterruptedIOException when the thread is interrupted while it waits
     */
    Map<String, FeatureMap> of(Image image, Backbone backbone, View view, Collection<String> stages)
            throws IOException;

    /** What was found and what was computed so far; zeros where nobody counts. */
    default Statistics statistics() {
        return Statistics.NONE;
    }
}
