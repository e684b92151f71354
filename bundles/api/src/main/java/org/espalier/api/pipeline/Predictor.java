package org.espalier.api.pipeline;

import java.io.IOException;
import java.time.Duration;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a run has learned, opened to be applied image by image. Safe for use by several threads; to
 * be closed when no image is left.
 */
@ProviderType
public interface Predictor extends AutoCloseable {
    /** The classes of the data set that the run learned from. */
    ClassSet classes();

    /** How long the pipeline lets an image take; zero is without end. Whoever asks keeps watch. */
    Duration imageLimit();

    /**
     * Labels a photograph of which no tag is known.
     *
     * @param image of any size
     * @return the class of each pixel, on the grid of the image: what {@link Pipeline#predict}
     *     writes of it
     * @throws IOException when the image cannot be used; others can
     */
    LabelMap labels(Image image) throws IOException;

    @Override
    void close() throws IOException;
}
