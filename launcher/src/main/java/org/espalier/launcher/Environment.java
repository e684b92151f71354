package org.espalier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** System properties that must stand before the framework starts. A value that is set is kept. */
final class Environment {
    private static final String[] LEVELS = {"WARN", "INFO", "DEBUG"};

    private Environment() {}

    static void prepare(Installation installation, int verbose) throws IOException {
        Path cache = Files.createDirectories(installation.cache());
        set("java.awt.headless", "true");
        set("OPT_OUT_TRACKING", "true");
        set("ai.djl.offline", "true");
        if (System.getenv("DJL_CACHE_DIR") == null) {
            set("DJL_CACHE_DIR", cache.toString());
        }
        set("jna.tmpdir", Files.createDirectories(cache.resolve("jna")).toString());
        set("org.ops4j.pax.logging.DefaultServiceLog.level", LEVELS[verbose]);
    }

    private static void set(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
