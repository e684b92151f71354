package org.espalier.report;

import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Figures;
import org.espalier.page.Head;
import org.espalier.page.Html;

/** What was run and, in a few numbers, what came of it. */
final class Masthead implements Head {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private final RunView view;
    private final Clock clock;

    Masthead(RunView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public String title() {
        return view.result().pipeline() + ", run " + view.result().folder().getFileName();
    }

    @Override
    public void write(Html html) throws IOException {
        RunResult result = view.result();
        html.open("header", "class", "masthead")
                .element("p", "Espalier", "class", "brand")
                .open("h1")
                .text(result.pipeline())
                .element("span", "run " + result.folder().getFileName())
                .close()
                .open("dl", "class", "facts");
        fact(html, "Data set", result.dataset());
        fact(html, "Classes", view.run().classes().size());
        fact(html, "Learns from", result.supervised() ? "true masks: a yardstick" : "tags");
        fact(html, "Seed", result.seed());
        fact(html, "Written", DATE.format(ZonedDateTime.now(clock)));
        html.close().open("div", "class", "tiles");
        Optional<StageResult> main = view.main();
        if (view.isScored()) {
            writeScore(html, main.orElseThrow());
        } else {
            tile(html, "–", "", "Not scored", "there is no true mask to score by");
        }
        writeClassification(html);
        double seconds = view.rows().stream().mapToDouble(StageResult::seconds).sum();
        tile(html, Figures.time(seconds), "", "Applying the stages", "learning not counted");
        int failures = result.failures().size();
        tile(
                html,
                String.valueOf(failures),
                "",
                failures == 1 ? "Image failed" : "Images failed",
                failures == 0 ? "every image was used" : "the run went on without");
        html.close().close();
    }

    private void writeScore(Html html, StageResult row) throws IOException {
        Evaluation evaluation = row.evaluation();
        String interval =
                evaluation
                        .interval()
                        .map(i -> Figures.percent(i.low()) + " – " + Figures.percent(i.high()))
                        .map(range -> "95 % interval " + range)
                        .orElse("");
        tile(
                html,
                Figures.percent(evaluation.mIoU()),
                "%",
                "mIoU of " + row.stage(),
                row.split() + ", " + RunView.tags(row),
                interval);
        tile(
                html,
                Figures.format("%,d", evaluation.images()),
                "",
                evaluation.images() == 1 ? "Image scored" : "Images scored",
                row.split());
    }

    /** Of the last row that has one: a stage after the localizer does not classify. */
    private void writeClassification(Html html) throws IOException {
        Optional<StageResult> row =
                view.validationRows().stream()
                        .filter(r -> r.evaluation().meanAveragePrecision().isPresent())
                        .reduce((first, second) -> second);
        if (row.isPresent()) {
            double mAP = row.get().evaluation().meanAveragePrecision().getAsDouble();
            tile(
                    html,
                    Figures.percent(mAP),
                    "%",
                    "Classification mAP",
                    row.get().split() + ", " + row.get().stage());
        }
    }

    private static void fact(Html html, String name, Object value) throws IOException {
        html.open("div").element("dt", name).element("dd", value).close();
    }

    private static void tile(Html html, String number, String unit, String what, String... details)
            throws IOException {
        html.open("div", "class", "tile").open("p", "class", "number").text(number);
        if (!unit.isEmpty()) {
            html.element("small", unit);
        }
        html.close().element("p", what, "class", "what");
        for (String detail : details) {
            html.element("p", detail);
        }
        html.close();
    }
}
