package org.espalier.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Entrant YARDSTICK = counting("yardstick", 9, "never");

    private static Entrant counting(String label, int value, String fails) {
        return Entrant.measured(label, Counting.class.getName(), "value", value, "fails", fails);
    }

    private static Part part(Entrant... entrants) {
        return new Part("part", "Part", 2, 1, List.of(entrants), 0.5, false, "");
    }

    @Test
    void entrantsAreMeasuredInProcessesOfTheirOwn() {
        List<Figure> figures =
                new Comparison(1, 3, YARDSTICK)
                        .of(part(counting("ours", 1, "never"), counting("peer", 1, "never")));
        for (Figure figure : figures) {
            assertEquals(3, figure.seconds().length);
            assertEquals(0, figure.difference());
            assertTrue(figure.median() > 0);
            assertTrue(figure.peakKib() > 10_000, () -> "KiB " + figure.peakKib());
        }
    }

    @Test
    void aPeerThatFailsOrDiffersHasNoTimes() {
        List<Figure> figures =
                new Comparison(1, 1, YARDSTICK)
                        .of(
                                part(
                                        counting("ours", 1, "never"),
                                        counting("absent", 1, "start"),
                                        counting("broken", 1, "run"),
                                        counting("other", 2, "never")));
        assertTrue(figures.get(0).isMeasured());
        assertTrue(figures.get(1).remark().contains("no such engine"), figures.get(1).remark());
        assertTrue(figures.get(2).remark().contains("out of order"), figures.get(2).remark());
        assertTrue(figures.get(3).remark().contains("differs from ours by 1.0"));
        figures.subList(1, 4).forEach(figure -> assertFalse(figure.isMeasured()));
    }

    @Test
    void whereOursFailsThereIsNothing() {
        List<Figure> figures =
                new Comparison(1, 1, YARDSTICK)
                        .of(part(counting("ours", 1, "run"), counting("peer", 1, "never")));
        figures.forEach(figure -> assertFalse(figure.isMeasured()));
    }

    @Test
    void publishedSecondsAreStretchedAndAdded() throws IOException {
        Part part = part(counting("ours", 1, "never"), Entrant.published("published", 0.25));
        List<Figure> figures = new Comparison(1, 3, YARDSTICK).of(part);
        Figure published = figures.get(1);
        assertEquals(2, figures.size());
        assertTrue(published.isMeasured());
        String[] words = published.remark().split(" ");
        assertEquals("published 250 ms an image,", String.join(" ", List.of(words).subList(0, 5)));
        // the yardstick of this test takes no time
        assertTrue(published.median() < 0.25, published.remark());
        assertEquals(0, published.spread(), 1e-9);
    }
}
