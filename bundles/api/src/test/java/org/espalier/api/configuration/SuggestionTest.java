package org.espalier.api.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KEYS = List.of("epochs", "rate", "batch");

    @Test
    void aTypoIsMended() {
        assertEquals("did you mean epochs?", Suggestion.of("epcohs", KEYS));
        assertEquals("did you mean epochs?", Suggestion.of("epoch", KEYS));
        assertEquals("did you mean batch?", Suggestion.of("bathc", KEYS));
    }

    @Test
    void withNothingNearAllAreListedInOrder() {
        assertEquals("known: batch, epochs, rate", Suggestion.of("colour", KEYS));
    }

    @Test
    void nothingKnownIsSaid() {
        assertEquals("there is none to choose from", Suggestion.of("x", List.of()));
    }

    @Test
    void shortNamesMayDifferInOneLetterOnly() {
        assertEquals(Optional.of("cam"), Suggestion.nearest("com", List.of("cam", "voc")));
        assertEquals(Optional.empty(), Suggestion.nearest("dim", List.of("cam", "voc")));
    }

    @Test
    void aWordWithoutEndIsNearToNoneAtOnce() {
        String given = "x".repeat(10_000_000);
        assertTimeout(
                Duration.ofSeconds(1),
                () -> assertEquals(Optional.empty(), Suggestion.nearest(given, KEYS)));
    }

    @Test
    void theNearerWins() {
        assertEquals(Optional.of("rates"), Suggestion.nearest("ratess", List.of("rate", "rates")));
    }
}
