package org.espalier.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.felix.metatype.AD;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** A framework in miniature: one bundle that declares {@code toy} and {@code line}. */
final class Toys {
    /** What Configuration Admin holds, by PID. */
    final Map<String, Map<String, Object>> applied = new TreeMap<>();

    /** How often it was changed. */
    int changes;

    final List<ComponentDescriptionDTO> components = new ArrayList<>();
    final List<Bundle> bundles = new ArrayList<>();
    final List<BundleListener> listeners = new ArrayList<>();
    String folder;

    static Map<String, AD> declared(String pid) {
        try {
            return Descriptions.read(Toys.class.getResource("/toy.xml")).get(pid).attributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs the bundle whose metatype file is {@code toy.xml}, and starts it. */
    void install() {
        Bundle bundle =
                fake(
                        Bundle.class,
                        (method, args) ->
                                switch (method) {
                                    case "getState" -> Bundle.ACTIVE;
                                    case "getEntryPaths" ->
                                            new java.util.Vector<>(List.of("OSGI-INF/toy.xml"))
                                                    .elements();
                                    case "getEntry" -> Toys.class.getResource("/toy.xml");
                                    default -> null;
                                });
        bundles.add(bundle);
        components.add(component("toy.Toy", "toy", Map.of("method", "toy"), "Localizer"));
        ComponentDescriptionDTO line = component("line.Line", "line", Map.of(), "Pipeline");
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "localizer";
        reference.interfaceName = "Localizer";
        line.references = new ReferenceDTO[] {reference};
        components.add(line);
        for (BundleListener listener : List.copyOf(listeners)) {
            listener.bundleChanged(new BundleEvent(BundleEvent.INSTALLED, bundle));
            listener.bundleChanged(new BundleEvent(BundleEvent.STARTED, bundle));
        }
    }

    static ComponentDescriptionDTO component(
            String name, String pid, Map<String, Object> properties, String service) {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = name;
        component.configurationPid = new String[] {pid};
        component.properties = properties;
        component.serviceInterfaces = new String[] {service};
        component.references = new ReferenceDTO[0];
        return component;
    }

    BundleContext context() {
        return fake(
                BundleContext.class,
                (method, args) -> {
                    switch (method) {
                        case "getProperty":
                            return folder;
                        case "getBundles":
                            return bundles.toArray(new Bundle[0]);
                        case "addBundleListener":
                            listeners.add((BundleListener) args[0]);
                            return null;
                        case "removeBundleListener":
                            listeners.remove(args[0]);
                            return null;
                        default:
                            return null;
                    }
                });
    }

    ServiceComponentRuntime runtime() {
        return fake(ServiceComponentRuntime.class, (method, args) -> List.copyOf(components));
    }

    Checker checker() {
        return new Checker(new Descriptions(context()), runtime());
    }

    ConfigurationFolder folder() {
        Descriptions descriptions = new Descriptions(context());
        Checker checker = new Checker(descriptions, runtime());
        return new ConfigurationFolder(
                context(), admin(), new Overrides(checker, runtime()), descriptions);
    }

    private ConfigurationAdmin admin() {
        return fake(
                ConfigurationAdmin.class,
                (method, args) ->
                        configuration(
                                method.equals("getFactoryConfiguration")
                                        ? args[0] + "~" + args[1]
                                        : (String) args[0]));
    }

    private Configuration configuration(String pid) {
        return fake(
                Configuration.class,
                (method, args) -> {
                    changes++;
                    if (method.equals("delete")) {
                        applied.remove(pid);
                    } else {
                        Map<String, Object> values = new TreeMap<>();
                        ((Hashtable<?, ?>) args[0]).forEach((k, v) -> values.put((String) k, v));
                        applied.put(pid, values);
                    }
                    return null;
                });
    }

    private static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, args) ->
                                switch (method.getName()) {
                                    case "equals" -> proxy == args[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    case "toString" -> type.getSimpleName();
                                    default -> answer.apply(method.getName(), args);
                                }));
    }
}
