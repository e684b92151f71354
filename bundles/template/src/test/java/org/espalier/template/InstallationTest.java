package org.espalier.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationTest {
    @Test
    void isWhatTheFrameworkSays() {
        Map<String, String> properties =
                Map.of("espalier.home", "/e", "espalier.config", "/c", "espalier.deploy", "/d");
        assertEquals(
                new Installation(Path.of("/e"), Path.of("/c"), Path.of("/d")),
                Installation.of(properties::get));
    }

    @Test
    void foldersThatAreNotNamedLieInItsHome() {
        assertEquals(
                new Installation(Path.of("/e"), Path.of("/e/config"), Path.of("/e/deploy")),
                Installation.of(Map.of("espalier.home", "/e")::get));
    }
}
