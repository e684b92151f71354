package org.espalier.configuration;

import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;

/** Whether files of configurations are called after what is there to be configured. */
record FileNames(Descriptions descriptions) {
    /**
     * Checks the name of a file. One that is like no PID is left alone: its bundle may come.
     *
     * @throws InvalidConfigurationException when it is nearly a PID, or has a name where there is
     *     but one configuration, or has none where there may be several
     */
    void check(ConfigurationFile file) {
        String type = file.type();
        Optional<Descriptions.Described> described = descriptions.of(type);
        if (described.isEmpty()) {
            Suggestion.nearest(type, descriptions.pids())
                    .filter(near -> near.length() - type.length() < 2)
                    .ifPresent(
                            near -> {
                                throw wrong(file, "nothing is called " + type, near + rest(file));
                            });
        } else if (described.get().factory() && file.instance().isEmpty()) {
            throw wrong(file, "it has no name", type + "~NAME");
        } else if (!described.get().factory() && !file.instance().isEmpty()) {
            throw wrong(file, "there is but one such configuration", type);
        }
    }

    private static String rest(ConfigurationFile file) {
        return file.instance().isEmpty() ? "" : "~" + file.instance();
    }

    private static InvalidConfigurationException wrong(
            ConfigurationFile file, String wrong, String right) {
        return new InvalidConfigurationException(
                file.name(), wrong, "call it " + right + ConfigurationFile.EXTENSION);
    }
}
