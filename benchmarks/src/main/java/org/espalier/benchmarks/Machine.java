package org.espalier.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where and when figures were taken.
 *
 * @param facts by name, in the order in which they are printed
 */
record Machine(Map<String, String> facts) {
    static Machine here(int threads, boolean quick) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("processor", line("/proc/cpuinfo", "model name"));
        int processors = Runtime.getRuntime().availableProcessors();
        facts.put("processors", Integer.toString(processors));
        facts.put("load before", line("/proc/loadavg", ""));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.runtime.version"));
        facts.put("form", quick ? "quick: fewer images and runs" : "full");
        facts.put("threads", threads + " where a part uses several");
        for (String library :
                new String[] {
                    "mxnet-native-mkl", "onnxruntime", "pytorch-engine", "pytorch-native-cpu"
                }) {
            facts.put(library, version(library));
        }
        return new Machine(facts);
    }

    private static String line(String file, String beginning) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return "unknown";
        }
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    /** Of the jar on the class path, from its name. */
    private static String version(String library) {
        for (String entry :
                System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.startsWith(library + "-")) {
                return name.substring(library.length() + 1).replaceAll("(-linux.*)?\\.jar$", "");
            }
        }
        return "not there";
    }
}
