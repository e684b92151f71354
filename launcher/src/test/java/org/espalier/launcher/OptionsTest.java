package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final Installation installation =
            Installation.of(Map.of("ESPALIER_HOME", "/opt/espalier", "ESPALIER_CACHE", "/c"));

    private Options parse(String... arguments) {
        return Options.parse(installation, arguments);
    }

    @Test
    void theEnvironmentNamesFoldersAndTheRestIsInHome() {
        assertEquals(Path.of("/opt/espalier/config"), installation.config());
        assertEquals(Path.of("/opt/espalier/deploy"), installation.deploy());
        assertEquals(Path.of("/opt/espalier/bundles"), installation.bundles());
        assertEquals(Path.of("/c"), installation.cache());
        Installation other =
                Installation.of(Map.of("ESPALIER_HOME", "/o", "ESPALIER_CONFIG", "/etc/e"));
        assertEquals(Path.of("/etc/e"), other.config());
        assertTrue(other.cache().endsWith(".espalier/cache"));
    }

    @Test
    void optionsOfTheCommandAreLeftToTheCommand() {
        Options options = parse("-v", "run", "cam", "--config", "x", "-v");
        assertEquals(List.of("run", "cam", "--config", "x", "-v"), options.command());
        assertEquals(1, options.verbose());
        assertEquals(installation, options.installation());
    }

    @Test
    void foldersAreTakenAbsolute() {
        Options options =
                parse("--config", "c", "--deploy", "d", "--allow", "a.sha256", "-vv", "list");
        assertEquals(Path.of("a.sha256").toAbsolutePath(), options.allow().orElseThrow());
        assertEquals(Path.of("c").toAbsolutePath(), options.installation().config());
        assertEquals(Path.of("d").toAbsolutePath(), options.installation().deploy());
        assertEquals(2, options.verbose());
    }

    @Test
    void helpIsACommand() {
        assertEquals(List.of("--help"), parse("--help").command());
        assertEquals(List.of("--version"), parse("--version").command());
        assertEquals(List.of(), parse().command());
    }

    @Test
    void onlyTheWordAloneIsTheShell() {
        assertTrue(parse("shell").isShell());
        assertFalse(parse("shell", "--help").isShell());
        assertFalse(parse("list").isShell());
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> parse("--verbos", "list"));
        assertThrows(IllegalArgumentException.class, () -> parse("--config"));
    }
}
