package org.espalier.api.configuration;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells which configuration files are withheld, and why. */
@ProviderType
public interface ConfigurationProblems {
    /** The files that are not in force as they stand, in the order of their names. */
    List<Problem> problems();

    /**
     * A file that is withheld.
     *
     * @param pid the configuration it would make: {@code org.espalier.pipeline~cam}
     * @param file its name
     * @param message file, key, what is wrong and what would be right
     */
    record Problem(String pid, String file, String message) {}
}
