package org.espalier.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/**
 * Checks a whole configuration: a component's own keys, and those that it sets for another.
 *
 * <p>A component that declares {@code localizer.target} may set {@code localizer.epochs}: a
 * parameter of whichever component the filter chooses. It is checked against that one's declaration
 * as soon as it is there.
 */
@Component(service = Overrides.class)
public final class Overrides {
    /** What the key of a reference's filter ends with. */
    static final String TARGET = ".target";

    private final ConfigurationChecker checker;
    private final ServiceComponentRuntime components;

    /** With the means to check one component's keys and to find the components of others. */
    @Activate
    public Overrides(
            @Reference ConfigurationChecker checker,
            @Reference ServiceComponentRuntime components) {
        this.checker = checker;
        this.components = components;
    }

    /**
     * Checks all keys.
     *
     * @param pid the PID or, of a factory configuration, the factory PID
     * @return the component's own values typed; those for others, and those of a component that is
     *     not declared, as they came, so that they stay the same when it appears
     * @throws InvalidConfigurationException on the first that is wrong
     */
    Map<String, Object> check(String pid, Map<String, Object> values, String where) {
        Optional<Map<String, String>> declared = checker.defaults(pid);
        if (declared.isEmpty()) {
            return values;
        }
        Map<String, Object> own = new LinkedHashMap<>();
        Map<String, Map<String, Object>> others = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    int dot = key.indexOf('.');
                    boolean override =
                            dot > 0
                                    && !declared.get().containsKey(key)
                                    && declared.get().containsKey(key.substring(0, dot) + TARGET);
                    if (override) {
                        others.computeIfAbsent(key.substring(0, dot), s -> new LinkedHashMap<>())
                                .put(key.substring(dot + 1), value);
                    } else {
                        own.put(key, value);
                    }
                });
        Map<String, Object> checked = checker.convert(pid, own, where, "");
        others.forEach(
                (stage, keys) -> {
                    Object filter = checked.get(stage + TARGET);
                    String target =
                            filter == null ? declared.get().get(stage + TARGET) : filter.toString();
                    check(chosen(pid, stage, target), keys, where, stage + ".");
                    keys.forEach((key, value) -> checked.put(stage + "." + key, value));
                });
        return checked;
    }

    /** The keys are right when they are right for one of the components that can be chosen. */
    private void check(List<String> chosen, Map<String, Object> keys, String where, String prefix) {
        InvalidConfigurationException wrong = null;
        for (String component : chosen) {
            try {
                checker.convert(component, keys, where, prefix);
                return;
            } catch (InvalidConfigurationException e) {
                wrong = wrong == null ? e : wrong;
            }
        }
        if (wrong != null) {
            throw wrong;
        }
    }

    /** The names of the components that the reference of this name would take. */
    private List<String> chosen(String pid, String reference, String target) {
        Filter filter;
        try {
            filter = FrameworkUtil.createFilter(target);
        } catch (InvalidSyntaxException e) {
            return List.of();
        }
        List<ComponentDescriptionDTO> all =
                new ArrayList<>(components.getComponentDescriptionDTOs());
        List<String> wanted =
                all.stream()
                        .filter(c -> Arrays.asList(c.configurationPid).contains(pid))
                        .flatMap(c -> Arrays.stream(c.references))
                        .filter(r -> r.name.equals(reference))
                        .map((ReferenceDTO r) -> r.interfaceName)
                        .toList();
        return all.stream()
                .filter(
                        c ->
                                wanted.isEmpty()
                                        ? c.serviceInterfaces.length > 0
                                        : Arrays.asList(c.serviceInterfaces).containsAll(wanted))
                .filter(c -> filter.matches(c.properties))
                .map(c -> c.name)
                .toList();
    }
}
