package org.espalier.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A folder of a test's own, in which lies all that the product keeps from one run to the next. */
final class Premises {
    static final Path MODELS = Product.HOME.resolve("../../../shared/models").normalize();

    private final Path folder;
    private final StartScript script;

    /**
     * @param test whose it is
     * @param name which of its tests
     */
    Premises(Class<?> test, String name) throws Exception {
        this(test, name, Map.of());
    }

    /**
     * @param environment what is set beside
     */
    Premises(Class<?> test, String name, Map<String, String> environment) throws Exception {
        folder = Path.of(System.getProperty("espalier.itests"), test.getSimpleName(), name);
        ProductTest.delete(folder);
        Files.createDirectories(folder.resolve("tmp"));
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "ESPALIER_CACHE", "cache",
                                "DJL_CACHE_DIR", "",
                                "ESPALIER_MODELS", MODELS.toString(),
                                "ESPALIER_JAVA_OPTS", "-Djava.io.tmpdir=tmp"));
        all.putAll(environment);
        script = new StartScript(folder, all);
        configure("org.espalier.frozen", "{\"folder\": \"features\"}");
    }

    void configure(String pid, String text) throws Exception {
        ProductTest.put(folder.resolve("config/" + pid + ".json"), text);
    }

    /** With the configuration that ships, but for where features are kept. */
    void shipped() throws IOException {
        try (var files = Files.list(Product.HOME.resolve("config"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("config").resolve(file.getFileName()));
            }
        }
    }

    Path folder() {
        return folder;
    }

    StartScript script() {
        return script;
    }

    /** Nothing is left of what others cached. */
    void forgetWhatIsCached() throws IOException {
        ProductTest.delete(folder.resolve("cache"));
        ProductTest.delete(folder.resolve("features"));
    }
}
