package org.espalier.configuration;

import java.nio.file.Path;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFuzzTest {
    @TempDir Path folder;

    @Test
    void anyFileIsReadOrRefused() throws Exception {
        Toys toys = new Toys();
        toys.install();
        Overrides overrides = new Overrides(toys.checker(), toys.runtime());
        new Fuzz(
                        folder.resolve("line~fuzzed.json"),
                        file -> {
                            ConfigurationFile read = ConfigurationFile.read(file);
                            overrides.check(read.type(), read.values(), read.name());
                        })
                .from("// a comment\n{\"seed\": 7, \"localizer.epochs\": 5}")
                .from("{\"localizer.target\": \"(method=toy)\", /* one */ \"seed\": 1e2}")
                .from("{\"seed\": \"12\", \"localizer.scales\": [1.0, 0.5]}")
                .with("epochs", "seed", "localizer.", "\":Integer\"", ":binary", "//", "/*", "*/")
                .with("\"Float[]\"", ":configurator:")
                .run();
    }
}
