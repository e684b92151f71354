package org.espalier.api.stage;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.Sample;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Learns from tags where the tagged objects are: the first stage of a pipeline.
 *
 * <p>A service of this type carries the property {@code method} (see {@link Method}). It keeps no
 * state of a run: what {@code fit} learns it writes below {@link StageContext#folder()}, and {@code
 * open} reads it from there, in this process or in another.
 */
@ConsumerType
public interface Localizer {
    /**
     * Learns. When it returns, the folder holds all that {@link #open} needs; when it is
     * interrupted and called again with the same samples, seed and settings, it goes on where it
     * was, with the same bytes in the end.
     *
     * @param samples photographs and tags, in a fixed order; one that cannot be read is reported
     *     with {@link StageContext#failed} and left out
     * @throws IOException when the folder cannot be written, or no sample can be read
     */
    void fit(List<Sample> samples, StageContext context) throws IOException;

    /**
     * Opens what {@link #fit} learned.
     *
     * @param context with the folder that was given to {@code fit}
     * @throws org.espalier.api.data.BadInputException when a file there is missing or damaged
     */
    LocalizationModel open(StageContext context) throws IOException;
}
