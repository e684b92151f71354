package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.espalier.curves.Curve;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {
    private static final Curve LOSS =
            new Curve(
                    "refiner/unary/1/loss",
                    List.of(
                            new Curve.Point(1, 2, 100),
                            new Curve.Point(2, Double.NaN, 104),
                            new Curve.Point(3, 1, 108)));
    private static final Curve SCORE =
            new Curve("mIoU/val-none", List.of(new Curve.Point(1, 0.5, 100)));

    @Test
    void aLossIsALineThatPassesByWhatIsNoNumber() throws Exception {
        String html = Rows.html(new LearningCurves(List.of(LOSS, SCORE)));
        assertTrue(html.contains("<h3>Loss of refiner/unary/1</h3>"), html);
        // 0 to 2 on 144 pixels above 158
        assertTrue(html.contains("points=\"36.0,14.0 744.0,86.0\""), html);
        assertTrue(html.contains("<title>epoch 3: 1.000</title>"), html);
        assertFalse(html.contains("mIoU"), html);
        assertTrue(new LearningCurves(List.of(SCORE)).isEmpty(), "no loss");
    }

    @Test
    void timeIsTakenFromLossesAndRows() throws Exception {
        RunView view = Rows.view(Rows.row("localizer", "val", TagUse.NONE));
        String html = Rows.html(new Timings(view, List.of(LOSS, SCORE)));
        // 8 s between the first and the last of three epochs
        assertTrue(html.matches("(?s).*learn refiner/unary/1<.*>12 s<.*"), html);
        assertTrue(html.contains("apply localizer to val, tags predicted"), html);
        assertTrue(html.contains("width=\"16.67%\""), html);
        assertEquals(2, html.split("<li>", -1).length - 1);
    }
}
