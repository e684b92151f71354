package org.espalier.api.masks;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the masks of many images as another tool keeps them, in a file or in a folder, and reads
 * them again. A service of this type carries the property {@code format}, see {@link Format}. Safe
 * for use by several threads.
 *
 * <p>What a format has no room for is lost on the way; each implementation says what that is.
 */
@ConsumerType
public interface MaskFormat {
    /**
     * Whether a file or folder looks like this format, at a glance and without failing. The service
     * with the highest {@code service.ranking} that says so is taken.
     */
    boolean recognises(Path place);

    /**
     * Opens what lies at a place. Masks are read when they are asked for, and what is wrong with
     * one of them is told then.
     *
     * @throws org.espalier.api.data.BadInputException when it is not of this format, or as a whole
     *     cannot be used; the message says what is wrong and what was expected
     */
    MaskSet read(Path place) throws IOException;

    /**
     * Writes masks. Each is asked for once, in the order of their ids, and not kept; so a set of
     * any size is written. The same masks give the same bytes. Each file is there whole or not at
     * all, and one that was there is replaced.
     *
     * @param place the file or folder to be made
     * @throws org.espalier.api.data.BadInputException when a mask cannot be read or holds an id
     *     that is no class's, when an id would lead outside the folder, or when the format needs
     *     the classes' names and the set has none
     */
    void write(MaskSet masks, Path place) throws IOException;
}
