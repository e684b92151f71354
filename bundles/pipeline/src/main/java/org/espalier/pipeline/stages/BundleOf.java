package org.espalier.pipeline.stages;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.runs.Fingerprint;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundle that a class comes from, if it comes from one. */
public final class BundleOf {
    private static final Logger LOG = LoggerFactory.getLogger(BundleOf.class);
    private static final String OURS = "org.espalier.";
    private static final String LIBRARIES = OURS + "djl";

    /** Properties of a service that computes: what with. */
    private static final List<String> COMPUTED_BY = List.of("engine", "frozen");

    private static final ServiceReference<?>[] NO_SERVICES = {};

    private final Bundle bundle;

    public BundleOf(Class<?> type) {
        this(FrameworkUtil.getBundle(type));
    }

    public BundleOf(Bundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Loads every class of the bundle, of those of ours that it is wired to and of those of ours
     * whose services it uses, so that a run that has begun does not need their files any more: they
     * may be replaced while the run goes on.
     */
    public void pin() {
        used().values().stream().filter(this::isRead).forEach(BundleOf::load);
    }

    private static void load(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return;
        }
        int options = BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE;
        for (String file : wiring.listResources("/", "*.class", options)) {
            String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            try {
                Class.forName(name, false, wiring.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                LOG.debug("{} of {} is not there to be loaded", name, bundle, e);
            }
        }
    }

    /**
     * Changes whenever the code does: the bytes of the bundle, whoever made it, of those of ours
     * that it is wired to and of those of ours whose services it uses; for others, name and
     * version. So it does with the engine, where it uses one: engines differ in the last digits.
     */
    String fingerprint() throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        for (Map.Entry<String, Bundle> used : used().entrySet()) {
            fingerprint.add("bundle", used.getKey());
            if (isRead(used.getValue())) {
                content(used.getValue(), fingerprint);
            }
        }
        for (ServiceReference<?> service : services()) {
            for (String property : COMPUTED_BY) {
                if (service.getProperty(property) instanceof String value) {
                    fingerprint.add(property, value);
                }
            }
        }
        return fingerprint.key();
    }

    private ServiceReference<?>[] services() {
        ServiceReference<?>[] services = bundle == null ? null : bundle.getServicesInUse();
        return services == null ? NO_SERVICES : services;
    }

    /** Versions of the bundles that the service's code comes from, by symbolic name. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        used().values().forEach(b -> versions.put(symbolicName(b), b.getVersion().toString()));
        return versions;
    }

    private Map<String, Bundle> used() {
        Map<String, Bundle> used = new TreeMap<>();
        if (bundle == null) {
            return used;
        }
        used.put(name(bundle), bundle);
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getRequiredWires(null)) {
                Bundle provider = wire.getProvider().getBundle();
                if (provider.getBundleId() != 0) {
                    used.put(name(provider), provider);
                }
            }
        }
        for (ServiceReference<?> service : services()) {
            Bundle provider = service.getBundle();
            // one that is being withdrawn has none
            if (provider != null && symbolicName(provider).startsWith(OURS)) {
                used.put(name(provider), provider);
            }
        }
        return used;
    }

    private static String name(Bundle bundle) {
        return symbolicName(bundle) + ":" + bundle.getVersion();
    }

    /** Very old bundles have none. */
    private static String symbolicName(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? String.valueOf(bundle.getLocation()) : name;
    }

    private boolean isRead(Bundle used) {
        String name = symbolicName(used);
        return used == bundle || name.startsWith(OURS) && !name.startsWith(LIBRARIES);
    }

    /** Whether the classes that a pipeline was made of are not those of the bundle any more. */
    public static Optional<String> replaced(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle == null) {
            return Optional.empty();
        }
        BundleWiring now = bundle.adapt(BundleWiring.class);
        boolean same = now != null && now.getClassLoader() == type.getClassLoader();
        return same && bundle.getState() == Bundle.ACTIVE
                ? Optional.empty()
                : Optional.of(symbolicName(bundle));
    }

    private static void content(Bundle bundle, Fingerprint fingerprint) throws IOException {
        var entries = bundle.findEntries("/", "*", true);
        if (entries == null) {
            return;
        }
        Map<String, URL> sorted = new TreeMap<>();
        entries.asIterator().forEachRemaining(url -> sorted.put(url.getPath(), url));
        for (Map.Entry<String, URL> entry : sorted.entrySet()) {
            // a build tells there with what it was made, which changes no result
            boolean aboutTheBuild = entry.getKey().contains("/META-INF/");
            if (!entry.getKey().endsWith("/") && !aboutTheBuild) {
                try (InputStream in = entry.getValue().openStream()) {
                    fingerprint.add(entry.getKey(), java.util.Arrays.hashCode(in.readAllBytes()));
                }
            }
        }
    }
}
