package org.espalier.itests;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.api.engine.EngineStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevisions;

/**
 * What the process and the framework in it hold at a moment when nothing is under way.
 *
 * @param bundles installed
 * @param revisions of them, old ones included that are still held
 * @param services as {@link #services} lists them
 * @param threads their names without numbers
 * @param files the open ones, without the numbers in their paths
 * @param classes that are loaded
 * @param arrays that the engine holds in native memory
 * @param nativeMegabytes resident memory beside the heap of objects
 */
record Footprint(
        int bundles,
        int revisions,
        List<String> services,
        List<String> threads,
        List<String> files,
        int classes,
        int arrays,
        long nativeMegabytes) {
    /** What services of one type are told apart by. */
    private static final Set<String> NAMES =
            new TreeSet<>(List.of("method", "dataset", "metric", "service.pid"));

    /** A heap of less than 4 GiB lies below this address, and nothing else of a process does. */
    private static final long ABOVE_HEAP = 1L << 32;

    private static final int COLLECTIONS = 3;

    static Footprint of(BundleContext context, EngineStatus engine) throws Exception {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(200);
        }
        returnFreeMemory(context);
        int revisions = 0;
        for (Bundle bundle : context.getBundles()) {
            revisions += bundle.adapt(BundleRevisions.class).getRevisions().size();
        }
        return new Footprint(
                context.getBundles().length,
                revisions,
                services(context),
                threadNames(),
                openFiles(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                EngineArrays.open(engine),
                residentMegabytes());
    }

    /** A line for each service that is registered. */
    static List<String> services(BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
        List<String> services = new ArrayList<>();
        for (ServiceReference<?> reference : all) {
            StringBuilder line = new StringBuilder();
            line.append(Arrays.toString((String[]) reference.getProperty("objectClass")));
            NAMES.forEach(name -> line.append(' ').append(reference.getProperty(name)));
            services.add(line.toString());
        }
        services.sort(null);
        return services;
    }

    /** Those of the compiler and of the framework's resolver come and go, as many as processors. */
    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
                .filter(
                        name ->
                                !name.contains("CompilerThread")
                                        && !name.startsWith("FelixResolver"))
                .sorted()
                .toList();
    }

    private static List<String> openFiles() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : open.toList()) {
                if (Files.isSymbolicLink(file)) {
                    files.add(
                            Files.readSymbolicLink(file)
                                    .toString()
                                    .replaceAll(":.*", "")
                                    .replaceAll("[0-9]+", "N"));
                }
            }
        }
        files.removeIf(file -> file.equals("/proc/" + ProcessHandle.current().pid() + "/fd"));
        files.sort(null);
        return files;
    }

    /**
     * The C library keeps what was freed; what counts is what is in use. The product has JNA on
     * board, by which it calls the engine.
     */
    private static void returnFreeMemory(BundleContext context) throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if ("com.sun.jna".equals(bundle.getSymbolicName())) {
                Class<?> function = bundle.loadClass("com.sun.jna.Function");
                Object trim =
                        function.getMethod("getFunction", String.class, String.class)
                                .invoke(null, "c", "malloc_trim");
                function.getMethod("invokeInt", Object[].class)
                        .invoke(trim, (Object) new Object[] {0L});
            }
        }
    }

    private static long residentMegabytes() throws IOException {
        long kilobytes = 0;
        boolean counts = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String start = line.substring(0, line.indexOf('-'));
                counts = Long.parseUnsignedLong(start, 16) >= ABOVE_HEAP;
            } else if (counts && line.startsWith("Rss:")) {
                kilobytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return kilobytes >> 10;
    }

    /** What this one has and the other has not, each as often as it has it more often. */
    static List<String> more(List<String> these, List<String> than) {
        List<String> left = new ArrayList<>(these);
        than.forEach(left::remove);
        return left;
    }

    @Override
    public String toString() {
        return "%d bundles in %d revisions, %d services, %d threads, %d files, %d classes, %d arrays, %d MB"
                .formatted(
                        bundles,
                        revisions,
                        services.size(),
                        threads.size(),
                        files.size(),
                        classes,
                        arrays,
                        nativeMegabytes);
    }
}
