package org.espalier.report;

import static org.espalier.api.pipeline.StageResult.TagUse.GIVEN;
import static org.espalier.api.pipeline.StageResult.TagUse.NONE;
import static org.espalier.report.Rows.row;
import static org.espalier.report.Rows.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.junit.jupiter.api.Test;

class RunViewTest {
    private final StageResult train = row("localizer", "train", GIVEN);
    private final StageResult given = row("localizer", "val", GIVEN);
    private final StageResult none = row("localizer", "val", NONE);
    private final StageResult smoothed = row("localizer+crf", "val", GIVEN);

    @Test
    void judgedByTheLastRowWithoutTags() {
        assertSame(none, view(train, given, none, smoothed).main().orElseThrow());
    }

    @Test
    void elseByTheLastOfTheValidationSplit() {
        assertSame(given, view(given, train).main().orElseThrow());
    }

    @Test
    void elseByTheLastThereIs() {
        assertSame(train, view(train).main().orElseThrow());
        assertTrue(view().main().isEmpty());
    }

    @Test
    void validationRowsAreThoseOfTheLastSplit() {
        assertEquals(List.of(given, none), view(train, given, none).validationRows());
    }

    @Test
    void theMainRowHasTheColourOfThePage() {
        RunView view = view(train, given, none, smoothed);
        assertEquals("c0", view.colour(none));
        assertEquals("c1", view.colour(train));
        assertEquals("c2", view.colour(given));
        assertEquals("c3", view.colour(smoothed));
    }

    @Test
    void aNinthRowBeginsTheColoursAnew() {
        StageResult[] rows = new StageResult[10];
        for (int i = 0; i < 9; i++) {
            rows[i] = row("stage" + i, "val", GIVEN);
        }
        rows[9] = none;
        assertEquals("c7", view(rows).colour(rows[6]));
        assertEquals("c1", view(rows).colour(rows[7]));
    }

    @Test
    void labelsTellRowsApart() {
        assertEquals("localizer (cam), tags given", RunView.label(given));
        assertEquals("localizer (cam), tags predicted", RunView.label(none));
        assertEquals("segmenter (cam), no tags", RunView.label(row("segmenter", "val", NONE)));
    }

    @Test
    void whatHasNoTrueMaskIsNotScoredAndIsNotMeasured() throws Exception {
        Evaluation none =
                new Evaluation(
                        0,
                        Double.NaN,
                        java.util.Map.of(),
                        java.util.Optional.empty(),
                        java.util.List.of(),
                        java.util.OptionalDouble.empty(),
                        new long[3][3],
                        java.util.Map.of());
        RunView view = Rows.view(Rows.row("localizer", "val", TagUse.NONE, none));
        assertEquals(false, view.isScored());
        assertEquals(true, new ClassBars(view).isEmpty());
        assertEquals(true, new ConfusionTable(view).isEmpty());
        assertEquals(true, Rows.view(Rows.row("localizer", "val", TagUse.NONE)).isScored());
    }
}
