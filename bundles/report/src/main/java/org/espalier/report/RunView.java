package org.espalier.report;

import java.util.List;
import java.util.Optional;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;

/** A finished run as the sections of its report look at it. */
record RunView(FinishedRun run) {
    /** Colours by which rows are told apart; further rows begin anew. */
    private static final int COLOURS = 8;

    RunResult result() {
        return run.result();
    }

    List<StageResult> rows() {
        return run.result().stages();
    }

    /** The split that pictures are taken from. */
    Optional<Split> validation() {
        return run.splits().stream().reduce((first, second) -> second);
    }

    /** The rows of the validation split. */
    List<StageResult> validationRows() {
        String name = validation().map(Split::name).orElse("");
        return rows().stream().filter(row -> row.split().equals(name)).toList();
    }

    /**
     * The row that the run is judged by: the last on the validation split without tags, or the last
     * there is.
     */
    Optional<StageResult> main() {
        return result().last()
                .or(() -> validationRows().stream().reduce((first, second) -> second))
                .or(() -> rows().stream().reduce((first, second) -> second));
    }

    /** Whether there was a true mask to be scored by. */
    boolean isScored() {
        return main().filter(row -> row.evaluation().images() > 0).isPresent();
    }

    boolean isMain(StageResult row) {
        return main().filter(main -> main == row).isPresent();
    }

    /**
     * The style class that gives a row its colour, the same all over the report. The first, that of
     * the page, is for the row the run is judged by.
     */
    String colour(StageResult row) {
        List<StageResult> others = rows().stream().filter(other -> !isMain(other)).toList();
        return isMain(row) ? "c0" : "c" + (1 + others.indexOf(row) % (COLOURS - 1));
    }

    /** A row's name where the split is plain. */
    static String label(StageResult row) {
        return row.stage() + " (" + row.method() + "), " + tags(row);
    }

    static String tags(StageResult row) {
        return switch (row.tagSource()) {
            case DATA_SET -> "tags given";
            case PREDICTED -> "tags predicted";
            case NOT_NEEDED -> "no tags";
        };
    }
}
