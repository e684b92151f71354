package org.espalier.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Axis;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Plot;
import org.espalier.page.Section;

/** How the training labels changed from round to round, for each row that learned in rounds. */
final class RoundCurves implements Section {
    private static final int HEIGHT = 240;

    /** As many round numbers have room below a plot. */
    private static final int TICKS = 20;

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure("mIoU", "c0", RoundResult::mIoU),
                    new Measure("precision", "c1", RoundResult::precision),
                    new Measure("coverage", "c2", RoundResult::coverage));

    private final List<StageResult> rows;

    RoundCurves(RunView view) {
        rows = view.rows().stream().filter(row -> !row.rounds().isEmpty()).toList();
    }

    /** What is drawn of a round, and in which colour. */
    private record Measure(String name, String colour, ToDoubleFunction<RoundResult> rate) {
        double of(RoundResult round) {
            return rate.applyAsDouble(round);
        }
    }

    @Override
    public String title() {
        return "Rounds";
    }

    @Override
    public String note() {
        return "How good the labels of the training images were after each round, in percent, on"
                + " those that have a true mask; the stage never sees one. Precision is the share"
                + " of the pixels it was sure of that is right, coverage the share of all pixels"
                + " that it was sure of. Round 0 is what the first round began with.";
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        for (StageResult row : rows) {
            html.verbatim("\n").element("h3", RunView.label(row) + ", " + row.split());
            writePlot(html, row);
            writeLegend(html);
            writeTable(html, row.rounds());
        }
    }

    private static void writePlot(Html html, StageResult row) throws IOException {
        List<RoundResult> rounds = row.rounds();
        int first = rounds.get(0).round();
        int last = rounds.get(rounds.size() - 1).round();
        Plot plot =
                new Plot(
                        HEIGHT,
                        first,
                        last,
                        Axis.rates(
                                MEASURES.stream()
                                        .flatMapToDouble(m -> rounds.stream().mapToDouble(m::of))));
        plot.open(
                html,
                "mIoU, precision and coverage over the rounds of " + RunView.label(row),
                ticks(first, last),
                "round");
        for (Measure measure : MEASURES) {
            html.open("g", "class", measure.colour());
            plot.line(
                    html,
                    rounds.stream()
                            .map(round -> new Plot.Point(round.round(), measure.of(round)))
                            .toList());
            for (RoundResult round : rounds) {
                if (!Double.isNaN(measure.of(round))) {
                    plot.dot(
                            html,
                            new Plot.Point(round.round(), measure.of(round)),
                            "round %d: %s %s"
                                    .formatted(
                                            round.round(),
                                            measure.name(),
                                            Figures.percent(measure.of(round))));
                }
            }
            html.close();
        }
        html.close();
    }

    private static List<Plot.Tick> ticks(int first, int last) {
        int step = 1 + (last - first) / TICKS;
        List<Plot.Tick> ticks = new ArrayList<>();
        for (int round = first; round <= last; round += step) {
            ticks.add(new Plot.Tick(round, Integer.toString(round)));
        }
        return ticks;
    }

    private static void writeLegend(Html html) throws IOException {
        html.open("ul", "class", "legend");
        for (Measure measure : MEASURES) {
            html.open("li")
                    .element("i", "", "class", "key " + measure.colour())
                    .text(measure.name())
                    .close();
        }
        html.close();
    }

    private static void writeTable(Html html, List<RoundResult> rounds) throws IOException {
        html.open("div", "class", "scroll").open("table", "class", "rounds");
        html.open("thead").open("tr").element("th", "Round", "scope", "col");
        for (Measure measure : MEASURES) {
            html.element("th", measure.name() + ", %", "scope", "col", "class", "number");
        }
        html.element("th", "Images", "scope", "col", "class", "number").close().close();
        html.open("tbody");
        for (RoundResult round : rounds) {
            html.verbatim("\n").open("tr").element("th", round.round(), "scope", "row");
            for (Measure measure : MEASURES) {
                html.element("td", Figures.percent(measure.of(round)), "class", "number");
            }
            html.element("td", Figures.format("%,d", round.images()), "class", "number").close();
        }
        html.close().close().close();
    }
}
