package org.espalier.configuration;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.metatype.AD;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Checks parameters against what bundles declare. */
@Component
public final class Checker implements ConfigurationChecker {
    private final Descriptions descriptions;
    private final ServiceComponentRuntime components;

    /** With the declarations of all bundles. */
    @Activate
    public Checker(
            @Reference Descriptions descriptions, @Reference ServiceComponentRuntime components) {
        this.descriptions = descriptions;
        this.components = components;
    }

    @Override
    public Map<String, Object> convert(
            String component, Map<String, ?> values, String where, String prefix) {
        Optional<Map<String, AD>> known = declared(component);
        Map<String, Object> converted = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            String key = entry.getKey();
            Object value = entry.getValue();
            if (known.isPresent()) {
                String place = where + ", key " + prefix + key;
                AD attribute = known.get().get(key);
                if (attribute == null) {
                    throw new InvalidConfigurationException(
                            place, "no such key", Suggestion.of(key, known.get().keySet()));
                }
                value = new Attribute(attribute).convert(value, place);
            }
            converted.put(key, value);
        }
        return converted;
    }

    @Override
    public Optional<Map<String, String>> defaults(String component) {
        return declared(component)
                .map(
                        attributes -> {
                            Map<String, String> defaults = new LinkedHashMap<>();
                            attributes.forEach(
                                    (key, attribute) -> defaults.put(key, text(attribute)));
                            return defaults;
                        });
    }

    private static String text(AD attribute) {
        String[] values = attribute.getDefaultValue();
        return values == null ? "" : String.join(",", values);
    }

    /** The attributes of a PID, or of the first PID that the component of this name reads. */
    private Optional<Map<String, AD>> declared(String component) {
        Optional<Map<String, AD>> direct = attributes(component);
        if (direct.isPresent()) {
            return direct;
        }
        return components.getComponentDescriptionDTOs().stream()
                .filter(description -> description.name.equals(component))
                .flatMap(description -> Arrays.stream(description.configurationPid))
                .map(this::attributes)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Map<String, AD>> attributes(String pid) {
        return descriptions.of(pid).map(Descriptions.Described::attributes);
    }
}
