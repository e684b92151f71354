package org.espalier.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Entrant peer = Entrant.measured("peer", "Peer").target(0.9);
    private final Part part =
            new Part(
                    "forward",
                    "Forward",
                    8,
                    2,
                    List.of(
                            Entrant.measured("ours", "Ours"),
                            peer,
                            Entrant.measured("absent", "Absent").target(1)),
                    1e-3,
                    false,
                    "The same work.");
    private final Results results =
            new Results(
                    new Machine(new LinkedHashMap<>(Map.of("processor", "abacus"))),
                    Map.of(
                            part,
                            List.of(
                                    figure("ours", 0.2, 0.4, 0.3, 0.1, 0.5),
                                    figure("peer", 0.6, 0.6, 0.6, 0.6, 0.6),
                                    Figure.skipped(part, part.entrants().get(2), "not here"))));

    private Figure figure(String label, double... seconds) {
        return new Figure("forward", label, 8, 2, seconds, 2048, 1e-5, "");
    }

    @Test
    void medianAndSpreadAreThoseOfTheSortedTimes() {
        Figure ours = figure("ours", 0.2, 0.4, 0.3, 0.1, 0.5);
        assertEquals(0.3, ours.median(), 1e-12);
        assertEquals((0.4 - 0.2) / 2 / 0.3, ours.spread(), 1e-12);
        assertEquals(8 / 0.3, ours.imagesPerSecond(), 1e-9);
        assertEquals(0.25, figure("even", 0.1, 0.2, 0.3, 0.4).median(), 1e-12);
        assertEquals(2, ours.ratioTo(figure("peer", 0.6)), 1e-12);
    }

    @Test
    void theTableTellsRatiosTargetsAndWhatIsMissing() {
        String table = results.table();
        assertTrue(table.contains("2.00 times as fast"), table);
        assertTrue(table.contains("26.67"), table);
        assertTrue(table.contains("skipped: forward, absent: not here"), table);
        assertTrue(
                table.contains("forward against peer: 2.00, meant to be at least 0.9: reached"),
                table);
    }

    @Test
    void jsonHoldsEveryRun() {
        JsonObject json = JsonParser.parseString(results.json()).getAsJsonObject();
        JsonObject ours = json.getAsJsonArray("figures").get(0).getAsJsonObject();
        assertEquals(5, ours.getAsJsonArray("seconds").size());
        JsonObject their = json.getAsJsonArray("figures").get(1).getAsJsonObject();
        assertEquals(2, their.get("ratio").getAsDouble(), 1e-12);
        assertEquals("abacus", json.getAsJsonObject("machine").get("processor").getAsString());
    }

    @Test
    void thePageHasARowForEachFigureAndSaysWhatIsCompared() {
        String page = PerformancePage.of(results);
        assertTrue(page.contains("| processor | abacus |"), page);
        assertTrue(
                page.contains(
                        "| forward | peer | 2 | 13.33 | 75.00 | 0% | 2 | 2.00 times as fast |"
                                + " 1.0e-05 |"),
                page);
        assertTrue(page.contains("* `forward`: Forward. The same work. absent: not here."), page);
        assertTrue(page.contains("## Targets"), page);
    }

    @Test
    void partsAreChosenByTheirBeginning() {
        Catalogue catalogue = new Catalogue(true, 1);
        List<Part> forward = Suite.chosen(catalogue, List.of("forward-"));
        assertEquals(
                List.of("forward-1", "forward-8", "forward-dilated"),
                forward.stream().map(Part::name).toList());
        assertEquals(catalogue.parts().size(), Suite.chosen(catalogue, List.of()).size());
        assertThrows(
                IllegalArgumentException.class, () -> Suite.chosen(catalogue, List.of("none")));
    }
}
