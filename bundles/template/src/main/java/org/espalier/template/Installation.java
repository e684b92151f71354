package org.espalier.template;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The Espalier that a new plug-in is for.
 *
 * @param home the folder of the distribution, in which our jars lie
 * @param config the folder of configuration files
 * @param deploy the folder for bundles that come and go
 */
public record Installation(Path home, Path config, Path deploy) {
    /**
     * The one that is running.
     *
     * @param properties of the framework: {@code espalier.home}, {@code espalier.config}, {@code
     *     espalier.deploy}; null for one that is not set
     */
    public static Installation of(UnaryOperator<String> properties) {
        Path home =
                Path.of(Optional.ofNullable(properties.apply("espalier.home")).orElse(""))
                        .toAbsolutePath();
        return new Installation(
                home,
                folder(properties.apply("espalier.config"), home.resolve("config")),
                folder(properties.apply("espalier.deploy"), home.resolve("deploy")));
    }

    private static Path folder(String property, Path otherwise) {
        return property == null ? otherwise : Path.of(property).toAbsolutePath();
    }
}
