package org.espalier.api.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.dataset.Split;
import org.osgi.annotation.versioning.ProviderType;

/** Opens the data that runs were made of, for those who show them later on. */
@ProviderType
public interface RunData {
    /**
     * A split of a run's data.
     *
     * @param run the run's folder
     * @param split its name: the one learned from or the one validated on
     * @throws org.espalier.api.data.BadInputException when the folder is no run's, its data are not
     *     where they were, or nobody knows their format
     */
    Split split(Path run, String split) throws IOException;
}
