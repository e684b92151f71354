package org.espalier.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.felix.cm.json.io.ConfigurationReader;
import org.apache.felix.cm.json.io.Configurations;
import org.espalier.api.configuration.InvalidConfigurationException;

/**
 * A file of one configuration.
 *
 * @param name its name, {@code PID.json} or {@code PID~NAME.json}
 * @param content its text
 */
record ConfigurationFile(String name, String content) {
    /** What the name of a configuration file ends with. */
    static final String EXTENSION = ".json";

    static ConfigurationFile read(Path file) throws IOException {
        return new ConfigurationFile(file.getFileName().toString(), Files.readString(file));
    }

    /** The PID, with the name of a factory configuration. */
    String pid() {
        return name.substring(0, name.length() - EXTENSION.length());
    }

    /** The PID alone. */
    String type() {
        int tilde = pid().indexOf('~');
        return tilde < 0 ? pid() : pid().substring(0, tilde);
    }

    /** What follows the tilde; empty when there is none. */
    String instance() {
        int tilde = pid().indexOf('~');
        return tilde < 0 ? "" : pid().substring(tilde + 1);
    }

    /**
     * The keys and values.
     *
     * @throws InvalidConfigurationException when the text is no such file
     */
    Map<String, Object> values() {
        if (type().isBlank() || pid().endsWith("~")) {
            throw new InvalidConfigurationException(
                    name, "the name tells no configuration", "call it PID.json or PID~NAME.json");
        }
        try {
            ConfigurationReader reader =
                    Configurations.buildReader()
                            .withIdentifier(name)
                            .build(new StringReader(content));
            Map<String, Object> values = new LinkedHashMap<>(reader.readConfiguration());
            if (!reader.getIgnoredErrors().isEmpty()) {
                throw new IOException(String.join(", ", reader.getIgnoredErrors()));
            }
            return values;
        } catch (IOException | RuntimeException e) {
            throw new InvalidConfigurationException(
                    name,
                    "not read: " + reason(e),
                    "one JSON object is expected, as in {\"key\": 1}; comments are allowed");
        }
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
    }
}
