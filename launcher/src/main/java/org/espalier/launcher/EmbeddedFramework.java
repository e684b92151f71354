package org.espalier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;

/**
 * A framework in this process with the bundles of an installation. Several can run at a time, in
 * one process or in several: each keeps its state in a folder of its own, which goes when it stops.
 *
 * <pre>{@code
 * try (EmbeddedFramework espalier = EmbeddedFramework.start(installation, Map.of(), 30)) {
 *     Pipeline demo = espalier.service(Pipeline.class, "(pipeline=demo)").orElseThrow();
 * }
 * }</pre>
 */
public final class EmbeddedFramework implements AutoCloseable {
    /**
     * The framework property that names a file with the SHA-256 of each jar, besides those that
     * ship, whose code may run. Without it all may.
     */
    public static final String ALLOW = "espalier.allow";

    private static final long STOP_SECONDS = 20;

    private final Framework framework;
    private final Path storage;
    private final StartWatch watch;

    private EmbeddedFramework(Framework framework, Path storage, StartWatch watch) {
        this.framework = framework;
        this.storage = storage;
        this.watch = watch;
    }

    /**
     * Starts all bundles up to a start level.
     *
     * @param properties framework properties, over the ones that the installation gives
     * @throws IOException when the installation has no bundles or the framework does not start
     */
    public static EmbeddedFramework start(
            Installation installation, Map<String, String> properties, int level)
            throws IOException {
        List<Path> jars = jars(installation);
        Path storage = Files.createTempDirectory("espalier-");
        // plug-ins may come, if anything may be written there
        installation.deploy().toFile().mkdirs();
        Map<String, String> all = new HashMap<>(properties(installation, storage));
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(level));
        all.putAll(properties);
        Optional<AllowList> allowed = allowed(all.get(ALLOW));
        EmbeddedFramework started =
                new EmbeddedFramework(
                        new FrameworkFactory().newFramework(all),
                        storage,
                        new StartWatch(
                                installation.deploy(),
                                Long.parseLong(all.get(StartWatch.SECONDS))));
        try {
            started.begin(jars, allowed);
            return started;
        } catch (BundleException | RuntimeException e) {
            started.close();
            throw new IOException("The framework does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Starts all that a command needs, in a process that is somebody else's: what the engine asks
     * of the process is set first, as system properties that keep a value they have; and URLs stay
     * the process's own matter.
     *
     * @param installation its cache should be this user's, on a disk of this machine
     * @throws IOException as {@link #start}
     */
    public static EmbeddedFramework embed(Installation installation) throws IOException {
        Environment.prepare(installation, 0);
        return start(
                installation, Map.of("felix.service.urlhandlers", "false"), StartLevel.COMMAND);
    }

    private static List<Path> jars(Installation installation) throws IOException {
        Path folder = installation.bundles();
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder
                            + ": no such folder; set ESPALIER_HOME to the folder of the distribution");
        }
        List<Path> jars = new ArrayList<>(jars(folder));
        if (Files.isDirectory(installation.engine())) {
            jars.addAll(jars(installation.engine()));
        }
        return jars;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Map<String, String> properties(Installation installation, Path storage) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.resolve("bundles").toString());
        properties.put(
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put("felix.cache.locking", "false");
        // nothing listens but what the bundle web configures
        properties.put("org.apache.felix.http.require.config", "true");
        properties.put(StartWatch.SECONDS, System.getProperty(StartWatch.SECONDS, "20"));
        properties.put("espalier.home", installation.home().toString());
        properties.put("espalier.config", installation.config().toString());
        properties.put("espalier.deploy", installation.deploy().toString());
        properties.put("espalier.cache", installation.cache().toString());
        Map.of(
                        "dir", watched(installation),
                        "filter", ".*\\.(jar|json)",
                        "poll", "400",
                        "noInitialDelay", "true",
                        "tmpdir", storage.resolve("fileinstall").toString(),
                        "enableConfigSave", "false",
                        "start.level", Integer.toString(StartLevel.PLUG_IN),
                        "bundles.startTransient", "true",
                        "log.level", "2")
                .forEach((key, value) -> properties.put("felix.fileinstall." + key, value));
        return properties;
    }

    /** What is not there is not watched. */
    private static String watched(Installation installation) {
        return Stream.of(installation.deploy(), installation.config())
                .filter(Files::isDirectory)
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }

    private static Optional<AllowList> allowed(String file) throws IOException {
        return file == null || file.isBlank()
                ? Optional.empty()
                : Optional.of(AllowList.read(Path.of(file)));
    }

    private void begin(List<Path> jars, Optional<AllowList> allowed) throws BundleException {
        framework.init();
        framework.getBundleContext().addBundleListener(watch);
        ShippedBundles shipped = new ShippedBundles(framework.getBundleContext(), jars);
        allowed.ifPresent(
                list ->
                        framework
                                .getBundleContext()
                                .registerService(
                                        ResolverHookFactory.class,
                                        new AllowedBundles(list, shipped.locations()),
                                        null));
        shipped.begin();
        framework.start();
    }

    /** The framework's own context. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * A service that is there now.
     *
     * @param filter on its properties, or null
     */
    public <T> Optional<T> service(Class<T> type, String filter) {
        try {
            return context().getServiceReferences(type, filter).stream()
                    .max(Comparator.<ServiceReference<T>>naturalOrder())
                    .map(context()::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Waits until something inside stops the framework. */
    public void await() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops all bundles and removes the framework's folder. */
    @Override
    public void close() throws IOException {
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (BundleException e) {
            throw new IOException("The framework does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.close();
            delete(storage);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
