package org.espalier.pipeline.stages;

import java.util.Map;

/**
 * A service that a pipeline has found, with what is known of its provider.
 *
 * @param role the stage it plays, which is also the prefix of its parameters: {@code localizer}
 * @param name what it is chosen by: its {@code method}, {@code dataset} or {@code metric}
 * @param service the service
 * @param properties its service properties, among them its own configuration
 * @param <T> the stage's contract
 */
public record Plugged<T>(String role, String name, T service, Map<String, Object> properties) {
    /** The method that does nothing. */
    static final String NONE = "none";

    public static <T> Plugged<T> of(
            String role, String key, Map.Entry<Map<String, Object>, T> tuple) {
        Map<String, Object> properties = Map.copyOf(tuple.getKey());
        return new Plugged<>(
                role,
                String.valueOf(properties.getOrDefault(key, "?")),
                tuple.getValue(),
                properties);
    }

    /** Whether the stage does anything. */
    public boolean isActive() {
        return !name.equals(NONE);
    }

    /** What the provider is called in the framework, by which its parameters are described. */
    public String component() {
        return String.valueOf(
                properties.getOrDefault("component.name", service.getClass().getName()));
    }
}
