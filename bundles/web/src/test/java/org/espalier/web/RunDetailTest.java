package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.curves.CurveFile;
import org.espalier.runs.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDetailTest {
    @TempDir Path root;
    private StoredRuns stored;

    @BeforeEach
    void place() {
        stored = new StoredRuns(root);
    }

    private static RunDetail detail(Path run) throws Exception {
        RunDetail detail = RunDetail.of(new RunFolder(run));
        Reply.line(detail); // every number is one that JSON knows
        return detail;
    }

    @Test
    void aRunThatHasOnlyBegunHasNothingToShow() throws Exception {
        RunDetail detail = detail(stored.begun("cam/1"));
        assertEquals(List.of(), detail.scores());
        assertEquals(List.of(), detail.lines());
        assertEquals(List.of(), detail.applied());
        assertEquals(List.of(new RunDetail.Painted("cat", "#800000")), detail.legend());
    }

    @Test
    void scoresSoFarAreReadOffTheCurves() throws Exception {
        Path run = stored.begun("cam/1");
        // in another order than they are made
        for (String view :
                List.of(
                        "segmenter/val-none",
                        "localizer+crf/train-given",
                        "localizer+crf/val-none",
                        "localizer/train-given",
                        "localizer/val-none")) {
            StoredRuns.mask(run, view, "tom", 0, 1);
        }
        try (CurveFile curves = CurveFile.begin(run.resolve("curves"))) {
            curves.add("mIoU/train-given", 1, 0.25);
            curves.add("mIoU/train-given", 2, 0.5);
            curves.add("mIoU/val-none", 1, 0.125);
            curves.add("mIoU/val-none", 9, 0.75); // of no stage that is there
            curves.add("mIoU/odd", 1, 0.75);
            curves.add("localizer/loss", 1, Double.NaN);
        }
        RunDetail detail = detail(run);
        assertEquals(
                List.of(
                        new RunDetail.Score("localizer", "cam", "train", "given", 0.25, null),
                        new RunDetail.Score("localizer", "cam", "val", "none", 0.125, null),
                        new RunDetail.Score(
                                "localizer+crf", "dense-crf", "train", "given", 0.5, null)),
                detail.scores());
        RunDetail.Line loss = detail.lines().get(0);
        assertEquals("localizer/loss", loss.name());
        assertNull(loss.points().get(0).get(1), "what is no number is left out of the line");
        assertEquals(
                List.of("localizer", "localizer", "localizer+crf", "localizer+crf", "segmenter"),
                detail.applied().stream().map(RunDetail.Masks::stage).toList());
    }

    @Test
    void aFinishedRunHasItsTable() throws Exception {
        assertEquals(
                List.of(
                        new RunDetail.Score(
                                "localizer", "cam", "val", "none", 0.5, List.of(0.25, 0.75))),
                detail(stored.finished("cam/1")).scores());
    }

    @Test
    void aLongCurveIsThinnedAndKeepsItsEnds() throws Exception {
        Path run = stored.begun("cam/1");
        try (CurveFile curves = CurveFile.begin(run.resolve("curves"))) {
            for (int step = 1; step <= 5000; step++) {
                curves.add("localizer/loss", step, step);
            }
        }
        List<List<Double>> points = detail(run).lines().get(0).points();
        assertTrue(points.size() <= 401, points.size() + " points");
        assertEquals(1, points.get(0).get(0));
        assertEquals(5000, points.get(points.size() - 1).get(0));
    }

    @Test
    void whatIsBeingWrittenAndWhatIsNoViewIsNotCounted() throws Exception {
        Path run = stored.begun("cam/1");
        Path mask = StoredRuns.mask(run, "localizer/val-none", "tom", 0, 1);
        Files.copy(mask, mask.resolveSibling(".rex.png.12.partial"));
        Files.copy(mask, mask.resolveSibling(".rex.png"));
        StoredRuns.mask(run, "localizer/model", "tom", 0, 1);
        assertEquals(
                List.of(new RunDetail.Masks("localizer", "val-none", 1)), detail(run).applied());
    }
}
