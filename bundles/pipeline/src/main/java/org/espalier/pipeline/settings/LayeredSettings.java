package org.espalier.pipeline.settings;

import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.pipeline.stages.Plugged;

/**
 * The parameters of one plug-in: its own configuration, the pipeline's file over it, then the
 * run's.
 */
public final class LayeredSettings implements Settings {
    private final Map<String, Object> values;

    private LayeredSettings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Layers the parameters, and checks them.
     *
     * @param file the pipeline's parameters for this stage, without prefix
     * @param run the run's parameters for this stage, without prefix
     */
    static LayeredSettings of(
            Plugged<?> plugged,
            ConfigurationChecker checker,
            Map<String, ?> file,
            String fileName,
            Map<String, String> run) {
        String prefix = plugged.role() + ".";
        Map<String, String> defaults = checker.defaults(plugged.component()).orElse(Map.of());
        if (defaults.isEmpty() && !(file.isEmpty() && run.isEmpty())) {
            String key =
                    run.isEmpty()
                            ? file.keySet().iterator().next()
                            : run.keySet().iterator().next();
            throw new InvalidConfigurationException(
                    prefix + key,
                    plugged.role() + " " + plugged.name() + " has no parameters",
                    "leave it out");
        }
        Map<String, Object> values =
                new LinkedHashMap<>(
                        checker.convert(plugged.component(), defaults, "defaults", prefix));
        defaults.keySet().stream()
                .filter(plugged.properties()::containsKey)
                .forEach(key -> values.put(key, plugged.properties().get(key)));
        values.putAll(checker.convert(plugged.component(), file, fileName, prefix));
        values.putAll(checker.convert(plugged.component(), run, "--set", prefix));
        return new LayeredSettings(values);
    }

    /** Parameters as a run recorded them. */
    public static LayeredSettings recorded(
            Plugged<?> plugged, ConfigurationChecker checker, Map<String, Object> recorded) {
        return new LayeredSettings(
                checker.convert(
                        plugged.component(), recorded, "manifest.json", plugged.role() + "."));
    }

    /** Those that are named {@code prefix.NAME}, by name: for a stage within this one. */
    public LayeredSettings within(String prefix) {
        Map<String, Object> inner = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix + ".")) {
                        inner.put(key.substring(prefix.length() + 1), value);
                    }
                });
        return new LayeredSettings(inner);
    }

    /** Every parameter in force, by name. */
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public <A extends Annotation> A as(Class<A> type) {
        return new TypedValues(values).as(type);
    }
}
