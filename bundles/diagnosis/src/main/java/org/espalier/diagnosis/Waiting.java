package org.espalier.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.SatisfiedReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Reads from the framework's records what a component waits for. */
public final class Waiting {
    private static final int DEEPEST = 3;

    /** The properties by which services of a kind are told apart. */
    private static final List<String> NAMES = List.of("method", "dataset", "metric", "engine");

    private final BundleContext context;
    private final ServiceComponentRuntime components;

    public Waiting(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /** One sentence for each thing that is missing. */
    public List<String> reasons(ComponentConfigurationDTO configuration) {
        return reasons(configuration, 0);
    }

    private List<String> reasons(ComponentConfigurationDTO configuration, int depth) {
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
            return List.of(
                    "no configuration "
                            + String.join(", ", configuration.description.configurationPid));
        }
        List<String> reasons = new ArrayList<>();
        for (UnsatisfiedReferenceDTO missing : configuration.unsatisfiedReferences) {
            Arrays.stream(configuration.description.references)
                    .filter(reference -> reference.name.equals(missing.name))
                    .forEach(reference -> reasons.add(reason(reference, missing.target, depth)));
        }
        for (SatisfiedReferenceDTO there : configuration.satisfiedReferences) {
            Arrays.stream(configuration.description.references)
                    .filter(reference -> reference.name.equals(there.name))
                    .forEach(reference -> reasons.addAll(failed(reference, there.target)));
        }
        if (reasons.isEmpty() && hasFailed(configuration)) {
            reasons.add("it failed to start: " + cause(configuration));
        }
        return reasons;
    }

    /** Services that are announced and cannot be made. */
    private List<String> failed(ReferenceDTO reference, String target) {
        return providers(reference.interfaceName, target).stream()
                .flatMap(p -> components.getComponentConfigurationDTOs(p).stream())
                .filter(Waiting::hasFailed)
                .map(
                        c ->
                                what(reference, target)
                                        + ": "
                                        + c.description.bundle.symbolicName
                                        + " failed to start: "
                                        + cause(c))
                .toList();
    }

    private static boolean hasFailed(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION;
    }

    /** The deepest cause of the stack trace that the framework keeps. */
    private static String cause(ComponentConfigurationDTO configuration) {
        if (configuration.failure == null) {
            return "see the log";
        }
        String begin = "Caused by: ";
        return configuration
                .failure
                .lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .reduce((outer, inner) -> inner)
                .or(() -> configuration.failure.lines().findFirst())
                .orElse("see the log");
    }

    private static String what(ReferenceDTO reference, String target) {
        String type = reference.interfaceName;
        return type.substring(type.lastIndexOf('.') + 1) + (target == null ? "" : " " + target);
    }

    private String reason(ReferenceDTO reference, String target, int depth) {
        String type = reference.interfaceName;
        String what = what(reference, target);
        List<ComponentDescriptionDTO> providers = providers(type, target);
        if (providers.isEmpty() || depth == DEEPEST) {
            List<String> installed = installed(type);
            return what
                    + ": no bundle provides it; installed: "
                    + (installed.isEmpty() ? "none at all" : String.join(", ", installed));
        }
        List<String> deeper =
                providers.stream()
                        .flatMap(p -> components.getComponentConfigurationDTOs(p).stream())
                        .flatMap(c -> reasons(c, depth + 1).stream())
                        .distinct()
                        .toList();
        return what
                + ": "
                + providers.get(0).bundle.symbolicName
                + " would provide it, but "
                + (deeper.isEmpty()
                        ? "its component is not enabled"
                        : "waits for " + String.join("; ", deeper));
    }

    private List<ComponentDescriptionDTO> providers(String type, String target) {
        Filter filter;
        try {
            filter = target == null ? null : FrameworkUtil.createFilter(target);
        } catch (InvalidSyntaxException e) {
            return List.of();
        }
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> List.of(component.serviceInterfaces).contains(type))
                .filter(component -> filter == null || filter.matches(component.properties))
                .toList();
    }

    /** The names of the services of a type that are there. */
    public List<String> installed(String type) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
            return Stream.of(references == null ? new ServiceReference<?>[0] : references)
                    .map(Waiting::name)
                    .sorted()
                    .distinct()
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(ServiceReference<?> reference) {
        return NAMES.stream()
                .map(reference::getProperty)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> reference.getBundle().getSymbolicName())
                .toString();
    }
}
