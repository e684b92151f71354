package org.espalier.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are.
 *
 * @param home the folder of the distribution, with {@code bundles/} in it
 * @param config the folder of configuration files, watched
 * @param deploy the folder for bundles that come and go, watched
 * @param cache the folder of the user for unpacked native libraries and the like
 * @param engine the folder of an added engine's bundles, which need not be there
 */
public record Installation(Path home, Path config, Path deploy, Path cache, Path engine) {
    /** Where an engine, if there is one besides that which ships, is in {@code home}. */
    public Installation(Path home, Path config, Path deploy, Path cache) {
        this(home, config, deploy, cache, home.resolve("engine"));
    }

    /**
     * Reads the environment: {@code ESPALIER_HOME}, {@code ESPALIER_CONFIG}, {@code
     * ESPALIER_DEPLOY}, {@code ESPALIER_CACHE}, {@code ESPALIER_ENGINE}. Unless told otherwise home
     * is the folder above the one that holds this class's jar, {@code config}, {@code deploy} and
     * {@code engine} are in it, and the cache is {@code ~/.espalier/cache}.
     */
    static Installation of(Map<String, String> environment) {
        Path home = folder(environment, "ESPALIER_HOME").orElseGet(Installation::ofJar);
        return new Installation(
                home,
                folder(environment, "ESPALIER_CONFIG").orElse(home.resolve("config")),
                folder(environment, "ESPALIER_DEPLOY").orElse(home.resolve("deploy")),
                folder(environment, "ESPALIER_CACHE")
                        .orElse(Path.of(System.getProperty("user.home"), ".espalier", "cache")),
                folder(environment, "ESPALIER_ENGINE").orElse(home.resolve("engine")));
    }

    /** The jars that make the product. */
    Path bundles() {
        return home.resolve("bundles");
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value).toAbsolutePath().normalize());
    }

    private static Path ofJar() {
        String first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
        Path folder = Path.of(first).toAbsolutePath().normalize().getParent();
        Path home = folder == null ? null : folder.getParent();
        return home == null || !Files.isDirectory(home.resolve("bundles"))
                ? Path.of("").toAbsolutePath()
                : home;
    }
}
