package org.espalier.api.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.configuration.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows one way in which data sets lie on disk. A service of this type carries the property {@code
 * dataset}, its name, such as {@code voc}, {@code camvid} or {@code folder}.
 */
@ConsumerType
public interface DatasetFormat {
    /**
     * Whether a folder looks like this layout, at a glance and without failing. The service with
     * the highest {@code service.ranking} that says so is taken.
     *
     * @param root the data set's root, as given with {@code --data}
     */
    boolean recognises(Path root);

    /**
     * Opens a data set.
     *
     * @param root its root; absent only for formats that need no files
     * @throws org.espalier.api.data.BadInputException when the folder is not of this layout; the
     *     message says which file was expected where
     */
    Dataset open(Optional<Path> root, Settings settings) throws IOException;
}
