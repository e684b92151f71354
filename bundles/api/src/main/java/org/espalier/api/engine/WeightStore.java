package org.espalier.api.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.stage.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** Finds the weights of pretrained backbones on this machine, or brings them here. */
@ProviderType
public interface WeightStore {
    /** The backbones whose weights it knows of. */
    List<String> known();

    /**
     * Finds a weights file.
     *
     * @param backbone such as {@code mobilenetv2}
     * @return the first that is found in the folders searched
     * @throws org.espalier.api.data.BadInputException when there is none: names the file, the
     *     folders searched and the command that brings it
     */
    Path locate(String backbone) throws IOException;

    /**
     * Brings a weights file into the user's folder of models, whole or not at all, and checks its
     * SHA-256.
     *
     * @param from a local file to take instead of the network
     * @return where it lies now
     */
    Path fetch(String backbone, Optional<Path> from, Progress progress) throws IOException;

    /** The folders searched, in order. */
    List<Path> folders();
}
