package org.espalier.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Installs what ships, and puts it back. A jar in {@code deploy/} of the same name and version as a
 * bundle that ships is the same bundle to File Install, which updates the one that is there, and
 * uninstalls it when the jar is taken out again.
 */
final class ShippedBundles implements BundleListener {
    private final BundleContext context;
    private final List<String> locations;
    private final Set<String> updated = ConcurrentHashMap.newKeySet();

    ShippedBundles(BundleContext context, List<Path> jars) {
        this.context = context;
        this.locations = jars.stream().map(jar -> "reference:" + jar.toUri()).toList();
    }

    /** Where they are installed from. */
    List<String> locations() {
        return locations;
    }

    /**
     * Installs all, then has them started as soon as the framework reaches their levels.
     *
     * @throws BundleException when one of them is no bundle
     */
    void begin() throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (String location : locations) {
            bundles.add(install(location));
        }
        for (Bundle bundle : bundles) {
            start(bundle);
        }
        context.addBundleListener(this);
    }

    private Bundle install(String location) throws BundleException {
        Bundle bundle = context.installBundle(location);
        bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevel.of(bundle.getSymbolicName()));
        return bundle;
    }

    private static void start(Bundle bundle) throws BundleException {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if ((revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        String location = event.getBundle().getLocation();
        if (event.getType() == BundleEvent.UPDATED && locations.contains(location)) {
            updated.add(location);
        } else if (event.getType() == BundleEvent.UNINSTALLED && updated.remove(location)) {
            try {
                start(install(location));
            } catch (BundleException e) {
                System.err.append(
                        "%s: it was taken away and cannot be put back: %s; start anew%n"
                                .formatted(location, e.getMessage()));
            }
        }
    }
}
