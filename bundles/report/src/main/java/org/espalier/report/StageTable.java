package org.espalier.report;

import java.io.IOException;
import java.util.List;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Interval;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Section;

/** Every score of the run in one table. */
final class StageTable implements Section {
    private static final List<String> HEADINGS =
            List.of(
                    "Stage",
                    "Split",
                    "Tags",
                    "mIoU, %",
                    "95 % interval",
                    "Best threshold (chosen on this split)",
                    "mAP, %",
                    "Images",
                    "Time");

    private final RunView view;

    StageTable(RunView view) {
        this.view = view;
    }

    @Override
    public String title() {
        return "Stages";
    }

    @Override
    public String note() {
        return "Each stage is scored on its own, so the table shows what each one adds. The"
                + " interval is what another choice of images would give. A best threshold"
                + " is chosen with the truth at hand: it bounds what a fixed one can reach."
                + " Without given tags a localizer predicts them; a segmenter needs none.";
    }

    @Override
    public boolean isEmpty() {
        return view.rows().isEmpty();
    }

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public void write(Html html) throws IOException {
        html.open("div", "class", "scroll").open("table", "class", "stages").open("thead");
        html.open("tr");
        for (String heading : HEADINGS) {
            html.element("th", heading, "scope", "col");
        }
        html.close().close().open("tbody");
        double top = scale();
        for (StageResult row : view.rows()) {
            writeRow(html, row, top);
        }
        html.close().close().close();
    }

    /** The right end of the little scales: the next tenth above everything on them. */
    private double scale() {
        double highest =
                view.rows().stream()
                        .map(StageResult::evaluation)
                        .mapToDouble(e -> e.interval().map(Interval::high).orElse(e.mIoU()))
                        .filter(value -> !Double.isNaN(value))
                        .max()
                        .orElse(1);
        return Math.min(1, Math.max(0.1, Math.ceil(highest * 10) / 10));
    }

    private void writeRow(Html html, StageResult row, double top) throws IOException {
        Evaluation evaluation = row.evaluation();
        html.verbatim("\n")
                .open("tr", "class", view.isMain(row) ? "main" : null)
                .open("th", "scope", "row")
                .element("i", "", "class", "key " + view.colour(row))
                .text(row.stage())
                .element("small", row.method())
                .close()
                .element("td", row.split())
                .element("td", tags(row))
                .element("td", Figures.percent(evaluation.mIoU()), "class", "number score");
        html.open("td", "class", "interval");
        if (evaluation.interval().isPresent()) {
            writeInterval(html, evaluation, view.colour(row), top);
        }
        html.close().open("td", "class", "best");
        if (evaluation.bestThreshold().isPresent()) {
            var best = evaluation.bestThreshold().get();
            html.element("b", Figures.percent(best.mIoU()))
                    .element("small", Figures.format("at %.2f", best.threshold()));
        }
        html.close()
                .element(
                        "td",
                        evaluation.meanAveragePrecision().isPresent()
                                ? Figures.percent(evaluation.meanAveragePrecision().getAsDouble())
                                : "",
                        "class",
                        "number")
                .element("td", Figures.format("%,d", evaluation.images()), "class", "number")
                .element("td", Figures.time(row.seconds()), "class", "number")
                .close();
    }

    /** As {@code result.json} has it, and who told the tags where they were not given. */
    private static String tags(StageResult row) {
        return switch (row.tagSource()) {
            case DATA_SET -> "given";
            case PREDICTED -> "none: predicted";
            case NOT_NEEDED -> "none";
        };
    }

    private static void writeInterval(Html html, Evaluation evaluation, String colour, double top)
            throws IOException {
        Interval interval = evaluation.interval().orElseThrow();
        String low = at(interval.low(), top);
        String high = at(interval.high(), top);
        html.open("svg", "class", "whisker " + colour, "aria-hidden", "true")
                .leaf("line", "class", "track", "x1", 0, "x2", "100%", "y1", 9, "y2", 9)
                .leaf("line", "x1", low, "x2", high, "y1", 9, "y2", 9)
                .leaf("circle", "cx", at(evaluation.mIoU(), top), "cy", 9, "r", 3.5)
                .close()
                .element(
                        "small",
                        Figures.percent(interval.low()) + " – " + Figures.percent(interval.high()));
    }

    private static String at(double value, double top) {
        return Figures.format("%.2f%%", 100 * value / top);
    }
}
