package org.espalier.report;

import static org.espalier.api.pipeline.StageResult.TagUse.GIVEN;
import static org.espalier.report.Rows.learned;
import static org.espalier.report.Rows.row;
import static org.espalier.report.Rows.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.StageResult;
import org.junit.jupiter.api.Test;

class RoundCurvesTest {
    private static final RoundResult[] TWO = {
        new RoundResult(0, 6, 0.4, 0.8, 0.2), new RoundResult(1, 1206, 0.5, 0.9, Double.NaN)
    };

    private static String html(StageResult... rows) throws Exception {
        return Rows.html(new RoundCurves(view(rows)));
    }

    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().map(r -> r.group(1)).toList();
    }

    private static RoundResult[] rounds(int count) {
        return IntStream.range(0, count)
                .mapToObj(round -> new RoundResult(round, 9, 0.5, 0.5, 0.5))
                .toArray(RoundResult[]::new);
    }

    @Test
    void aLineForEachMeasureGoesThroughItsRounds() throws Exception {
        String html = html(learned("refiner", "x", TWO));
        // The axis ends at 1.0, which is 184 pixels up from 198; rounds lie 708 pixels apart.
        assertEquals(
                List.of("36.0,124.4 744.0,106.0", "36.0,50.8 744.0,32.4", "36.0,161.2"),
                all(html, "points=\"([^\"]*)\""));
        assertEquals(List.of("c0", "c1", "c2"), all(html, "<g class=\"([^\"]*)\""));
        assertEquals(
                List.of(
                        "round 0: mIoU 40.0",
                        "round 1: mIoU 50.0",
                        "round 0: precision 80.0",
                        "round 1: precision 90.0",
                        "round 0: coverage 20.0"),
                all(html, "<title>([^<]*)<"));
    }

    @Test
    void theTableHasTheNumbersOfThePlot() throws Exception {
        String html = html(learned("refiner", "x", TWO));
        assertEquals(
                List.of("Round", "mIoU, %", "precision, %", "coverage, %", "Images"),
                all(html, "<th scope=\"col\"[^>]*>([^<]*)<"));
        assertEquals(List.of("0", "1"), all(html, "<th scope=\"row\">([^<]*)<"));
        assertEquals(
                List.of("40.0", "80.0", "20.0", "6", "50.0", "90.0", "–", "1,206"),
                all(html, "<td class=\"number\">([^<]*)<"));
    }

    @Test
    void thePlotHasANameAndALegend() throws Exception {
        String html = html(learned("refiner", "x", TWO));
        assertEquals(
                List.of("mIoU, precision and coverage over the rounds of refiner (x), tags given"),
                all(html, "role=\"img\" aria-label=\"([^\"]*)\""));
        assertEquals(
                List.of("mIoU", "precision", "coverage"),
                all(html, "class=\"key c[0-2]\"></i>([^<]*)<"));
    }

    @Test
    void everyRowWithRoundsHasItsOwn() throws Exception {
        String html =
                html(
                        row("localizer", "train", GIVEN),
                        learned("refiner", "x", TWO),
                        learned("refiner2", "y", rounds(3)));
        assertEquals(
                List.of("refiner (x), tags given, train", "refiner2 (y), tags given, train"),
                all(html, "<h3>([^<]*)<"));
        assertEquals(2, all(html, "(<svg class=\"curve\")").size());
        assertEquals(2, all(html, "(<table class=\"rounds\")").size());
    }

    @Test
    void withoutRoundsThereIsNoSection() {
        assertTrue(new RoundCurves(view(row("refiner", "train", GIVEN))).isEmpty());
        assertFalse(new RoundCurves(view(learned("refiner", "x", TWO))).isEmpty());
    }

    @Test
    void oneRoundAloneIsInTheMiddle() throws Exception {
        String html = html(learned("refiner", "x", rounds(1)));
        assertEquals(List.of("390.0", "390.0", "390.0"), all(html, "cx=\"([^\"]*)\""));
    }

    @Test
    void roundsOfWhichNothingIsKnownAreDrawnEmpty() throws Exception {
        double no = Double.NaN;
        String html = html(learned("refiner", "x", new RoundResult(1, 0, no, no, no)));
        assertEquals(List.of("", "", ""), all(html, "points=\"([^\"]*)\""));
        assertEquals(List.of("–", "–", "–", "0"), all(html, "<td class=\"number\">([^<]*)<"));
    }

    @Test
    void manyRoundsAreNotAllNumberedBelow() throws Exception {
        String ticks = "y=\"216\" text-anchor=\"middle\">(\\d+)<";
        assertEquals(20, all(html(learned("refiner", "x", rounds(20))), ticks).size());
        List<String> few = all(html(learned("refiner", "x", rounds(101))), ticks);
        assertEquals("0", few.get(0));
        assertTrue(few.size() <= 21, few.toString());
    }

    @Test
    void hostileNamesStayText() throws Exception {
        String hostile = "\"><script>alert('x')</script>&\u0007";
        String html = html(learned(hostile, hostile, TWO));
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("\u0007"));
        assertTrue(html.contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"));
    }
}
