package org.espalier.pipeline.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.pipeline.stages.Plugged;
import org.junit.jupiter.api.Test;

class LayeredSettingsTest {
    /** Parameters of every kind. */
    @interface Kinds {
        int epochs() default 3;

        double rate() default 0.5;

        boolean mirror() default true;

        String name() default "x";

        int[] sides() default {1, 2};

        String[] stages() default {"a"};
    }

    /** Passes values on as they are. */
    private static final class Trusting implements ConfigurationChecker {
        private final Map<String, String> described;

        Trusting(Map<String, String> described) {
            this.described = described;
        }

        @Override
        public Map<String, Object> convert(
                String component, Map<String, ?> values, String where, String prefix) {
            return Map.copyOf(values);
        }

        @Override
        public Optional<Map<String, String>> defaults(String component) {
            return described.isEmpty() ? Optional.empty() : Optional.of(described);
        }
    }

    private static Kinds layered(
            Map<String, Object> own, Map<String, Object> file, Map<String, String> run) {
        return LayeredSettings.of(
                        new Plugged<>("localizer", "x", new Object(), own),
                        new Trusting(Map.of("epochs", "3", "name", "x")),
                        file,
                        "file",
                        run)
                .as(Kinds.class);
    }

    @Test
    void withoutAnythingSetDefaultsHold() {
        Kinds kinds = layered(Map.of(), Map.of(), Map.of());
        assertEquals(3, kinds.epochs());
        assertEquals(0.5, kinds.rate());
        assertTrue(kinds.mirror());
        assertArrayEquals(new int[] {1, 2}, kinds.sides());
        assertArrayEquals(new String[] {"a"}, kinds.stages());
    }

    @Test
    void laterLayersWin() {
        assertEquals(4, layered(Map.of("epochs", 4), Map.of(), Map.of()).epochs());
        assertEquals(5, layered(Map.of("epochs", 4), Map.of("epochs", 5L), Map.of()).epochs());
        assertEquals(
                6,
                layered(Map.of("epochs", 4), Map.of("epochs", 5L), Map.of("epochs", "6")).epochs());
        assertEquals("x", layered(Map.of("unknown", 1), Map.of(), Map.of()).name());
    }

    @Test
    void valuesTakeTheTypeOfTheAttribute() {
        Kinds kinds =
                layered(
                        Map.of(),
                        Map.of("rate", 1L, "sides", new Long[] {7L}, "mirror", "false"),
                        Map.of());
        assertEquals(1.0, kinds.rate());
        assertArrayEquals(new int[] {7}, kinds.sides());
        assertEquals(false, kinds.mirror());
    }

    /** Plug-ins read them in loops. */
    @Test
    void readingIsCheap() {
        Kinds kinds = layered(Map.of(), Map.of(), Map.of());
        long start = System.nanoTime();
        long sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += kinds.epochs() + kinds.sides().length;
        }
        assertEquals(500_000, sum);
        assertTrue(System.nanoTime() - start < 2_000_000_000L, "100 000 reads took over 2 s");
    }

    /** With the names that component property types give to attributes: a_b is a.b. */
    @Test
    void aStageWithinGetsWhatIsNamedForIt() {
        Map<String, String> defaults =
                Map.of("epochs", "3", "unary.epochs", "8", "unary.sides", "5,6");
        Map<String, Object> own = Map.of("unary.epochs", 9, "unary.sides", new Integer[] {5, 6});
        LayeredSettings outer =
                LayeredSettings.of(
                        new Plugged<>("refiner", "x", new Object(), Map.of()),
                        new Trusting(defaults),
                        own,
                        "file",
                        Map.of());
        Kinds inner = outer.within("unary").as(Kinds.class);
        assertEquals(9, inner.epochs());
        assertArrayEquals(new int[] {5, 6}, inner.sides());
        assertEquals(0.5, inner.rate());
    }

    @Test
    void aMethodWithoutParametersTakesNone() {
        var plugged = new Plugged<>("crf", "x", new Object(), Map.<String, Object>of());
        var e =
                assertThrows(
                        InvalidConfigurationException.class,
                        () ->
                                LayeredSettings.of(
                                        plugged,
                                        new Trusting(Map.of()),
                                        Map.of(),
                                        "file",
                                        Map.of("width", "3")));
        assertTrue(e.getMessage().startsWith("crf.width: "), e.getMessage());
    }
}
