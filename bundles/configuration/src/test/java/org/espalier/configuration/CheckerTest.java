package org.espalier.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private final Toys toys = new Toys();
    private final Checker checker = toys.checker();

    @Test
    void aComponentIsFoundByPidAndByName() {
        toys.install();
        Map<String, String> set = Map.of("epochs", "3");
        assertEquals(Map.of("epochs", 3), checker.convert("toy", set, "--set", "localizer."));
        assertEquals(Map.of("epochs", 3), checker.convert("toy.Toy", set, "--set", "localizer."));
    }

    @Test
    void theMessageSpellsTheKeyAsItWasWritten() {
        toys.install();
        var refused =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> checker.convert("toy", Map.of("epoch", 1), "--set", "localizer."));
        assertEquals(
                "--set, key localizer.epoch: no such key; did you mean epochs?",
                refused.getMessage());
    }

    @Test
    void defaultsKeepTheOrderOfTheDeclaration() {
        toys.install();
        Map<String, String> defaults = checker.defaults("toy").orElseThrow();
        assertEquals("8", defaults.get("epochs"));
        assertEquals("0.5,1.0", defaults.get("scales"));
        assertTrue(List.copyOf(defaults.keySet()).containsAll(List.of("epochs", "crf.target")));
    }

    @Test
    void whatNobodyDeclaresPassesAsItCame() {
        assertEquals(Map.of("x", 1L), checker.convert("toy", Map.of("x", 1L), "f", ""));
        assertTrue(checker.defaults("toy").isEmpty());
    }
}
