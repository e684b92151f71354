package org.espalier.launcher;

import java.util.List;
import java.util.Map;

/** In which order bundles start: what others build on first. */
public final class StartLevel {
    /** Reached before a command is run. */
    public static final int COMMAND = 30;

    /** Reached for the interactive shell alone. */
    public static final int INTERACTIVE = 40;

    /** Of a plug-in, also of one that is put into {@code deploy/}. */
    public static final int PLUG_IN = 20;

    private static final int LIBRARY = 2;
    private static final String OURS = "org.espalier.";

    /** The first whose prefix the symbolic name begins with. */
    private static final List<Map.Entry<String, Integer>> BY_PREFIX =
            List.of(
                    Map.entry("org.ops4j.pax.logging", 1),
                    Map.entry("com.sun.jna", 5),
                    Map.entry(OURS + "boofcv", LIBRARY),
                    Map.entry(OURS + "djl", 5),
                    Map.entry(OURS + "onnxruntime", 5),
                    Map.entry(OURS + "graph.", 5),
                    Map.entry(OURS + "api", 10),
                    Map.entry(OURS + "configuration", 10),
                    Map.entry(OURS + "curves", 10),
                    Map.entry(OURS + "imaging", 10),
                    Map.entry(OURS + "inference", 10),
                    Map.entry(OURS + "runs", 10),
                    Map.entry(OURS + "training", 10),
                    Map.entry(OURS + "weights", 10),
                    Map.entry(OURS + "work", 10),
                    Map.entry(OURS + "shell", 25),
                    Map.entry(OURS + "command.", 25),
                    Map.entry(OURS + "web", 25),
                    Map.entry(OURS, PLUG_IN),
                    Map.entry("org.apache.felix.fileinstall", COMMAND),
                    Map.entry("org.apache.felix.gogo.command", INTERACTIVE),
                    Map.entry("org.apache.felix.gogo.jline", INTERACTIVE));

    private StartLevel() {}

    /** The level of a bundle by its symbolic name. */
    public static int of(String symbolicName) {
        return BY_PREFIX.stream()
                .filter(entry -> symbolicName.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(LIBRARY);
    }
}
