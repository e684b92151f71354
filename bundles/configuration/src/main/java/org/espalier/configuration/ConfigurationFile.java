package org.espalier.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
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
 * @param content its text; empty where it cannot be read
 * @param unreadable why it cannot be read; empty where it can
 */
record ConfigurationFile(String name, String content, String unreadable) {
    /** What the name of a configuration file ends with. */
    static final String EXTENSION = ".json";

    /** Bytes; no person writes more. */
    private static final long LONGEST = 1 << 20;

    ConfigurationFile(String name, String content) {
        this(name, content, "");
    }

    /** Reads a file; one that is no text is a configuration with a problem. */
    static ConfigurationFile read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (Files.size(file) > LONGEST) {
            return new ConfigurationFile(
                    name,
                    "",
                    "it has %d bytes, of %d allowed".formatted(Files.size(file), LONGEST));
        }
        try {
            return new ConfigurationFile(name, Files.readString(file));
        } catch (CharacterCodingException e) {
            return new ConfigurationFile(name, "", "it is not UTF-8 text");
        }
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
        if (!unreadable.isEmpty()) {
            throw notRead(unreadable);
        }
        try {
            ConfigurationReader reader =
                    Configurations.buildReader()
                            .withIdentifier(name)
                            .build(new StringReader(JsonText.plain(content)));
            Map<String, Object> values = new LinkedHashMap<>(reader.readConfiguration());
            if (!reader.getIgnoredErrors().isEmpty()) {
                throw new IOException(String.join(", ", reader.getIgnoredErrors()));
            }
            return values;
        } catch (IOException | RuntimeException e) {
            throw notRead(reason(e));
        }
    }

    private InvalidConfigurationException notRead(String why) {
        return new InvalidConfigurationException(
                name,
                "not read: " + why,
                "one JSON object is expected, as in {\"key\": 1}; comments are allowed");
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest instanceof NullPointerException || deepest.getMessage() == null
                ? "a value is neither text, number, true, false nor a list of these"
                : deepest.getMessage();
    }
}
