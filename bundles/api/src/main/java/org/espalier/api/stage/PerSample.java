package org.espalier.api.stage;

import java.io.IOException;
import org.espalier.api.data.Sample;

/**
 * Something kept on disk for every sample, such as the scores of an earlier stage.
 *
 * @param <T> what is kept
 */
@FunctionalInterface
public interface PerSample<T> {
    /**
     * Reads it.
     *
     * @throws IOException when it is missing, because an earlier stage failed on the sample, or
     *     cannot be read
     */
    T of(Sample sample) throws IOException;
}
