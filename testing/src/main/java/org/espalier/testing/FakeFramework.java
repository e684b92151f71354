package org.espalier.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.apache.felix.service.command.CommandSession;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.evaluation.Evaluation;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.SatisfiedReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** A framework in miniature: services, the component runtime's records, a session. */
public final class FakeFramework {
    public final List<ServiceReference<?>> references = new ArrayList<>();
    public final Map<ComponentDescriptionDTO, List<ComponentConfigurationDTO>> components =
            new LinkedHashMap<>();
    public final Map<String, String> frameworkProperties = new LinkedHashMap<>();
    public final List<ConfigurationProblems.Problem> problems = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Registers a service. */
    public void service(Class<?> type, Object service, Map<String, Object> properties) {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put("objectClass", new String[] {type.getName()});
        all.put("the.service", service);
        references.add(
                fake(
                        ServiceReference.class,
                        (method, args) ->
                                switch (method) {
                                    case "getProperty" -> all.get(args[0]);
                                    case "getPropertyKeys" -> all.keySet().toArray(String[]::new);
                                    case "getProperties" -> all;
                                    case "compareTo" -> 0;
                                    case "getBundle" -> bundle();
                                    default -> null;
                                }));
    }

    /** A component in a bundle of its own. */
    public ComponentDescriptionDTO component(String type, Map<String, Object> properties) {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = type + "Component";
        component.serviceInterfaces = new String[] {type};
        component.properties = properties;
        component.configurationPid = new String[] {component.name};
        component.references = new ReferenceDTO[0];
        component.bundle = new BundleDTO();
        component.bundle.symbolicName = "org.example." + properties.getOrDefault("method", "x");
        components.put(component, new ArrayList<>());
        return component;
    }

    /** A configuration of a component that lacks one reference. */
    public ComponentConfigurationDTO waiting(
            ComponentDescriptionDTO component,
            Map<String, Object> properties,
            String reference,
            String type,
            String target) {
        ReferenceDTO declared = new ReferenceDTO();
        declared.name = reference;
        declared.interfaceName = type;
        component.references = new ReferenceDTO[] {declared};
        UnsatisfiedReferenceDTO missing = new UnsatisfiedReferenceDTO();
        missing.name = reference;
        missing.target = target;
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.description = component;
        configuration.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        configuration.properties = properties;
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        configuration.satisfiedReferences = new SatisfiedReferenceDTO[0];
        components.get(component).add(configuration);
        return configuration;
    }

    public BundleContext context() {
        return fake(BundleContext.class, this::answer);
    }

    private Object answer(String method, Object... args) {
        switch (method) {
            case "getAllServiceReferences":
                return matching(args).toArray(ServiceReference<?>[]::new);
            case "getServiceReferences":
                return matching(args[0] instanceof Class<?> c ? c.getName() : args[0], args[1]);
            case "getService":
                return ((ServiceReference<?>) args[0]).getProperty("the.service");
            case "getBundle":
                return bundle();
            case "getProperty":
                return frameworkProperties.get(args[0]);
            case "getBundles":
                return new Bundle[0];
            default:
                return null;
        }
    }

    private static Bundle bundle() {
        return fake(
                Bundle.class,
                (method, args) ->
                        switch (method) {
                            case "getVersion" -> new org.osgi.framework.Version("1.2.3");
                            case "getSymbolicName" -> "org.example.provider";
                            default -> null;
                        });
    }

    private List<ServiceReference<?>> matching(Object... typeAndFilter) {
        try {
            String filter =
                    typeAndFilter[1] == null ? "(objectClass=*)" : (String) typeAndFilter[1];
            var matcher = FrameworkUtil.createFilter(filter);
            return references.stream()
                    .filter(r -> typeAndFilter[0] == null || has(r, (String) typeAndFilter[0]))
                    .filter(r -> matcher.match(r.getProperties()))
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean has(ServiceReference<?> reference, String type) {
        return Arrays.asList((String[]) reference.getProperty("objectClass")).contains(type);
    }

    public ServiceComponentRuntime runtime() {
        return fake(
                ServiceComponentRuntime.class,
                (method, args) ->
                        method.equals("getComponentDescriptionDTOs")
                                ? components.keySet()
                                : components.get(args[0]));
    }

    public CommandSession session() {
        PrintStream console = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return fake(
                CommandSession.class,
                (method, args) -> method.equals("getConsole") ? console : null);
    }

    /** What was printed on the session's console. */
    public String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** A score with nothing but a mean and the rate of one class. */
    public static Evaluation evaluation(double mIoU) {
        return new Evaluation(
                2,
                mIoU,
                Map.of("cat", mIoU),
                java.util.Optional.empty(),
                List.of(),
                OptionalDouble.empty(),
                new long[0][0],
                Map.of());
    }

    public static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, args) ->
                                switch (method.getName()) {
                                    case "equals" -> proxy == args[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    case "toString" -> "fake " + type.getSimpleName();
                                    default -> answer.apply(method.getName(), args);
                                }));
    }
}
