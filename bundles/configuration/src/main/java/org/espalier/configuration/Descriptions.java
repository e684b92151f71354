package org.espalier.configuration;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What components declare of their parameters: the attributes, by PID, of all bundles that are
 * installed, started or not.
 *
 * <p>The files are read with the reader of the metatype bundle and not through its service, since
 * the standard service does not tell the range of a number.
 */
@Component(service = Descriptions.class)
public final class Descriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptions.class);
    private static final String FOLDER = "OSGI-INF/metatype";
    private static final int ANY_STATE =
            Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    /**
     * What is declared for a PID.
     *
     * @param factory whether there may be several configurations, each with a name
     * @param attributes by key, in the order in which they are declared
     */
    record Described(boolean factory, Map<String, AD> attributes) {}

    private final BundleTracker<Map<String, Described>> bundles;

    /** Reads the descriptions of all bundles, present and to come. */
    @Activate
    public Descriptions(BundleContext context) {
        bundles =
                new BundleTracker<>(context, ANY_STATE, null) {
                    @Override
                    public Map<String, Described> addingBundle(Bundle bundle, BundleEvent event) {
                        Map<String, Described> described = new HashMap<>();
                        readBundle(bundle, described);
                        return described;
                    }

                    @Override
                    public void modifiedBundle(
                            Bundle bundle, BundleEvent event, Map<String, Described> known) {
                        if (event != null && event.getType() == BundleEvent.UPDATED) {
                            synchronized (known) {
                                known.clear();
                                readBundle(bundle, known);
                            }
                        }
                    }
                };
        bundles.open();
    }

    @Deactivate
    void close() {
        bundles.close();
    }

    /** What is declared for a PID or factory PID. */
    Optional<Described> of(String pid) {
        for (Map<String, Described> described : bundles.getTracked().values()) {
            synchronized (described) {
                if (described.containsKey(pid)) {
                    return Optional.of(described.get(pid));
                }
            }
        }
        return Optional.empty();
    }

    /** All PIDs for which something is declared. */
    Set<String> pids() {
        Set<String> pids = new TreeSet<>();
        for (Map<String, Described> described : bundles.getTracked().values()) {
            synchronized (described) {
                pids.addAll(described.keySet());
            }
        }
        return pids;
    }

    private static void readBundle(Bundle bundle, Map<String, Described> into) {
        // getEntryPaths looks into the bundle without resolving it
        var paths = bundle.getEntryPaths(FOLDER);
        if (paths == null) {
            return;
        }
        for (String path : Collections.list(paths)) {
            if (path.endsWith(".xml")) {
                try {
                    into.putAll(read(bundle.getEntry(path)));
                } catch (IOException e) {
                    LOG.warn("{} of {} cannot be read: {}", path, bundle, e.toString());
                }
            }
        }
    }

    /** What one metatype file declares, by PID. */
    static Map<String, Described> read(URL file) throws IOException {
        MetaData data = new MetaDataReader().parse(file);
        Map<String, Described> described = new HashMap<>();
        if (data == null || data.getDesignates() == null) {
            return described;
        }
        for (Object each : data.getDesignates()) {
            Designate designate = (Designate) each;
            Object ocd = data.getObjectClassDefinitions().get(designate.getObject().getOcdRef());
            String factory = designate.getFactoryPid();
            if (ocd != null) {
                boolean single = factory == null || factory.isEmpty();
                described.put(
                        single ? designate.getPid() : factory,
                        new Described(!single, attributes((OCD) ocd)));
            }
        }
        return described;
    }

    private static Map<String, AD> attributes(OCD ocd) {
        Map<String, AD> attributes = new java.util.LinkedHashMap<>();
        Map<?, ?> declared = ocd.getAttributeDefinitions();
        if (declared != null) {
            declared.values().forEach(ad -> attributes.put(((AD) ad).getID(), (AD) ad));
        }
        return Collections.unmodifiableMap(attributes);
    }
}
