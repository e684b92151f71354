package org.espalier.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.api.evaluation.ThresholdPoint;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Axis;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Plot;
import org.espalier.page.Section;

/** mIoU over the background constant, a curve for each row that has one. */
final class ThresholdCurve implements Section {
    private static final int HEIGHT = 300;

    private final RunView view;
    private final List<StageResult> rows;

    ThresholdCurve(RunView view) {
        this.view = view;
        rows = view.rows().stream().filter(row -> !row.evaluation().sweep().isEmpty()).toList();
    }

    @Override
    public String title() {
        return "Threshold";
    }

    @Override
    public String note() {
        return "mIoU when the constant that stands for the background is another one. A flat top"
                + " means that the choice matters little. The best threshold of each curve is"
                + " chosen on the split that it is drawn from.";
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        Plot plot =
                new Plot(
                        HEIGHT,
                        0,
                        1,
                        Axis.rates(
                                rows.stream()
                                        .flatMap(row -> row.evaluation().sweep().stream())
                                        .mapToDouble(ThresholdPoint::mIoU)));
        List<Plot.Tick> ticks =
                IntStream.rangeClosed(0, 5)
                        .mapToObj(i -> new Plot.Tick(i / 5.0, Figures.format("%.1f", i / 5.0)))
                        .toList();
        plot.open(html, "mIoU over the background threshold", ticks, "background threshold");
        for (StageResult row : rows) {
            writeCurve(html, plot, row);
        }
        html.close().open("ul", "class", "legend");
        for (StageResult row : rows) {
            html.open("li")
                    .element("i", "", "class", "key " + view.colour(row))
                    .text(RunView.label(row) + ", " + row.split());
            if (row.evaluation().bestThreshold().isPresent()) {
                ThresholdPoint best = row.evaluation().bestThreshold().get();
                html.element(
                        "small",
                        Figures.format(
                                "best threshold (chosen on this split) %.2f: %s",
                                best.threshold(), Figures.percent(best.mIoU())));
            }
            html.close();
        }
        html.close();
    }

    private void writeCurve(Html html, Plot plot, StageResult row) throws IOException {
        html.open("g", "class", view.colour(row));
        plot.line(html, row.evaluation().sweep().stream().map(ThresholdCurve::point).toList());
        if (row.evaluation().bestThreshold().isPresent()) {
            ThresholdPoint best = row.evaluation().bestThreshold().get();
            plot.dot(
                    html,
                    point(best),
                    Figures.format(
                            "%s: %s at %.2f",
                            RunView.label(row), Figures.percent(best.mIoU()), best.threshold()));
        }
        html.close();
    }

    private static Plot.Point point(ThresholdPoint point) {
        return new Plot.Point(point.threshold(), point.mIoU());
    }
}
