package org.espalier.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures all parts, or those named, and writes what came of it. */
public final class Suite {
    private static final Logger LOG = LoggerFactory.getLogger(Suite.class);

    private Suite() {}

    /**
     * @param args names of parts or their beginnings; {@code --quick}; {@code --threads=N}; {@code
     *     --json=FILE}; {@code --page=FILE}
     */
    public static void main(String... args) throws IOException {
        List<String> chosen = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : args) {
            if (arg.startsWith("--")) {
                int equals = arg.indexOf('=');
                options.put(equals < 0 ? arg : arg.substring(0, equals), arg.substring(equals + 1));
            } else {
                chosen.add(arg);
            }
        }
        String standard = Integer.toString(Runtime.getRuntime().availableProcessors());
        int threads = Integer.parseInt(options.getOrDefault("--threads", standard));
        boolean quick = options.containsKey("--quick");
        Results results = measure(chosen(new Catalogue(quick, threads), chosen), quick, threads);
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                .print(results.table());
        if (options.containsKey("--json")) {
            Files.writeString(Path.of(options.get("--json")), results.json());
        }
        if (options.containsKey("--page")) {
            Files.writeString(Path.of(options.get("--page")), PerformancePage.of(results));
        }
    }

    static List<Part> chosen(Catalogue catalogue, List<String> names) {
        List<Part> parts = catalogue.parts();
        for (String name : names) {
            if (parts.stream().noneMatch(part -> part.name().startsWith(name))) {
                throw new IllegalArgumentException(
                        "%s: there is no such part; choose of %s"
                                .formatted(name, parts.stream().map(Part::name).toList()));
            }
        }
        return parts.stream()
                .filter(part -> names.isEmpty() || names.stream().anyMatch(part.name()::startsWith))
                .toList();
    }

    private static Results measure(List<Part> parts, boolean quick, int threads)
            throws IOException {
        int warmUps = quick ? 1 : 3;
        int rounds = quick ? 3 : 9;
        Machine machine = Machine.here(threads, quick);
        Map<Part, List<Figure>> figures = new LinkedHashMap<>();
        Comparison comparison = new Comparison(warmUps, rounds, Catalogue.yardstick());
        for (Part part : parts) {
            LOG.info("{}: {}", part.name(), part.title());
            figures.put(part, comparison.of(part));
        }
        return new Results(machine, figures);
    }
}
