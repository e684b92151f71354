package org.espalier.api.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Writes a page that sets two finished runs beside each other. */
@ProviderType
public interface ComparisonReport {
    /**
     * Writes it.
     *
     * @param first the folder of the run that is compared with
     * @param second the folder of the run that is compared
     * @param file where the page goes: one file that needs no other
     * @throws org.espalier.api.data.BadInputException when a run's files are missing or damaged
     */
    void write(Path first, Path second, Path file) throws IOException;
}
