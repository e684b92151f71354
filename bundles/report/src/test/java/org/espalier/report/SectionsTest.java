package org.espalier.report;

import static org.espalier.api.pipeline.StageResult.TagUse.GIVEN;
import static org.espalier.api.pipeline.StageResult.TagUse.NONE;
import static org.espalier.report.Rows.html;
import static org.espalier.report.Rows.row;
import static org.espalier.report.Rows.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.espalier.api.data.Failure;
import org.espalier.api.evaluation.ThresholdPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionsTest {
    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().map(r -> r.group(1)).toList();
    }

    @Test
    void confusionIsInHundredsOfTheTrueClass() throws Exception {
        long[][] pixels = {{90, 10, 0}, {600, 199, 1}, {0, 0, 0}};
        String html =
                html(new ConfusionTable(view(row("crf", "val", NONE, Rows.confused(pixels)))));
        List<String> cells = all(html, "<td[^>]*>(\\d*)</td>");
        assertEquals(List.of("90", "10", "", "75", "25", "", "", "", ""), cells);
        assertTrue(html.contains("class=\"hit s18\" title=\"background predicted as background"));
        assertTrue(html.contains("class=\"miss s15\" title=\"cat predicted as background: 75.0 %"));
    }

    @Test
    void otherRowsHaveTheirConfusionFolded() throws Exception {
        String html =
                html(
                        new ConfusionTable(
                                view(
                                        row("localizer", "train", GIVEN),
                                        row("localizer", "val", GIVEN),
                                        row("localizer", "val", NONE))));
        assertEquals(List.of("localizer (cam), tags given, val"), all(html, "<summary>([^<]*)<"));
    }

    @Test
    void barsAreAsLongAsTheirIoU() throws Exception {
        String html =
                html(
                        new ClassBars(
                                view(
                                        row("a", "val", GIVEN, Rows.ofClasses(0.5, Double.NaN, 1)),
                                        row(
                                                "b",
                                                "val",
                                                NONE,
                                                Rows.ofClasses(0.7, 0.25, Double.NaN)))));
        assertEquals(List.of("70.00%", "25.00%"), all(html, "class=\"c0\" width=\"([^\"]*)\""));
        assertEquals(
                List.of("50.00%", "100.00%"), all(html, "<circle class=\"c1\" cx=\"([^\"]*)\""));
        assertEquals(List.of("70.0", "25.0", "–"), all(html, "class=\"number\">([^<]*)<"));
        assertTrue(html.contains("aria-label=\"dog does not occur\""));
        assertEquals(List.of("#000000", "#800000", "#008000"), all(html, "fill=\"([^\"]*)\""));
    }

    @Test
    void curvesGoThroughTheirPoints() throws Exception {
        ThresholdCurve curve =
                new ThresholdCurve(
                        view(
                                row(
                                        "localizer",
                                        "val",
                                        GIVEN,
                                        Rows.swept(
                                                new ThresholdPoint(0, 0),
                                                new ThresholdPoint(0.25, 0.5),
                                                new ThresholdPoint(1, Double.NaN)))));
        String html = html(curve);
        // The left and lower end of the axes, then a quarter of the 708 pixels to the right and
        // five sixths of the 244 pixels up.
        assertEquals(List.of("36.0,258.0 213.0,54.7"), all(html, "points=\"([^\"]*)\""));
        assertTrue(html.contains("best threshold (chosen on this split) 0.25: 50.0"));
        assertTrue(new ThresholdCurve(view(row("crf", "val", GIVEN))).isEmpty());
    }

    @Test
    void intervalsLieOnOneScale() throws Exception {
        String html =
                html(
                        new StageTable(
                                view(
                                        row("a", "val", NONE, Rows.withInterval(0.3, 0.2, 0.35)),
                                        row("b", "val", NONE, Rows.scored(Double.NaN)))));
        // The scale ends at 0.4, the next tenth above 0.35.
        assertEquals(List.of("50.00%"), all(html, "x1=\"([^\"]*%)\""));
        assertEquals(List.of("75.00%"), all(html, "cx=\"([^\"]*)\""));
        assertTrue(html.contains("20.0 – 35.0"));
        assertEquals(List.of("30.0", "–"), all(html, "class=\"number score\">([^<]*)<"));
        assertEquals(1, all(html, "(class=\"main\")").size());
    }

    @Test
    void aLongListOfFailuresIsCut() throws Exception {
        Failure failure = new Failure("dataset", "x", "x.jpg: empty; a photograph is needed");
        String html = html(new FailureList(Collections.nCopies(205, failure)));
        assertEquals(200, all(html, "<th scope=\"row\">(x)</th>").size());
        assertTrue(html.contains("and 5 more, listed in failures.json"));
        assertFalse(html(new FailureList(List.of(failure))).contains("more"));
        assertTrue(new FailureList(List.of()).isEmpty());
    }

    @Test
    void settingsAreTablesByGroup(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"seed": 3, "classes": ["background", "cat"], "note": null,
                 "settings": {"localizer": {"epochs": 6}, "background": 0.2}}
                """);
        String html = html(new RunSettings(folder));
        assertEquals(List.of("run", "settings"), all(html, "<caption>([^<]*)<"));
        assertEquals(
                List.of("seed", "classes", "note", "localizer.epochs", "background"),
                all(html, "<th scope=\"row\">([^<]*)<"));
        assertEquals(
                List.of("3", "background, cat", "null", "6", "0.2"), all(html, "<td>([^<]*)<"));
        assertTrue(html.contains("&quot;epochs&quot;: 6"), "and as it stands in the file");
    }
}
