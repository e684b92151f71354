package org.espalier.api.imaging;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.data.ScoreMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps score maps in {@code .npz} files, readable with {@code numpy.load}: an array {@code keys}
 * with the class ids (int32, K) and one {@code scores} (float32, K x h x w).
 */
@ProviderType
public interface ScoreCodec {
    /**
     * Reads a score map.
     *
     * @throws org.espalier.api.data.BadInputException when the file is missing, truncated or not
     *     such a file
     */
    ScoreMap read(Path file) throws IOException;

    /** Writes a score map, whole or not at all. */
    void write(ScoreMap scores, Path file) throws IOException;
}
