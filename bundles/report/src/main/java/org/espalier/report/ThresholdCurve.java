package org.espalier.report;

import java.io.IOException;
import java.util.List;
import org.espalier.api.evaluation.ThresholdPoint;
import org.espalier.api.pipeline.StageResult;

/** mIoU over the background constant, a curve for each row that has one. */
final class ThresholdCurve implements Section {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 36;
    private static final int RIGHT = 16;
    private static final int TOP = 14;
    private static final int BOTTOM = 42;

    private final RunView view;
    private final List<StageResult> rows;
    private final double highest;

    ThresholdCurve(RunView view) {
        this.view = view;
        rows = view.rows().stream().filter(row -> !row.evaluation().sweep().isEmpty()).toList();
        double best =
                rows.stream()
                        .flatMap(row -> row.evaluation().sweep().stream())
                        .mapToDouble(ThresholdPoint::mIoU)
                        .filter(mIoU -> !Double.isNaN(mIoU))
                        .max()
                        .orElse(1);
        highest = Math.min(1, Math.max(0.1, Math.ceil(best * 10 + 0.2) / 10));
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
        html.open(
                "svg",
                "class",
                "curve",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                "mIoU over the background threshold");
        writeAxes(html);
        for (StageResult row : rows) {
            writeCurve(html, row);
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

    private void writeAxes(Html html) throws IOException {
        int tenths = (int) Math.round(highest * 10);
        int step = tenths > 5 ? 2 : 1;
        for (int tenth = 0; tenth <= tenths; tenth += step) {
            double at = y(tenth / 10.0);
            html.leaf(
                            "line",
                            "class",
                            tenth == 0 ? "axis" : "grid",
                            "x1",
                            LEFT,
                            "x2",
                            WIDTH - RIGHT,
                            "y1",
                            at(at),
                            "y2",
                            at(at))
                    .element(
                            "text",
                            tenth * 10,
                            "x",
                            LEFT - 8,
                            "y",
                            at(at + 4),
                            "text-anchor",
                            "end");
        }
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            html.element(
                    "text",
                    Figures.format("%.1f", tenth / 10.0),
                    "x",
                    at(x(tenth / 10.0)),
                    "y",
                    HEIGHT - BOTTOM + 18,
                    "text-anchor",
                    "middle");
        }
        html.element(
                "text",
                "background threshold",
                "class",
                "label",
                "x",
                at(x(0.5)),
                "y",
                HEIGHT - 4,
                "text-anchor",
                "middle");
    }

    private void writeCurve(Html html, StageResult row) throws IOException {
        StringBuilder points = new StringBuilder();
        for (ThresholdPoint point : row.evaluation().sweep()) {
            if (!Double.isNaN(point.mIoU())) {
                points.append(at(x(point.threshold()))).append(',');
                points.append(at(y(point.mIoU()))).append(' ');
            }
        }
        html.open("g", "class", view.colour(row))
                .leaf("polyline", "points", points.toString().trim());
        if (row.evaluation().bestThreshold().isPresent()) {
            ThresholdPoint best = row.evaluation().bestThreshold().get();
            html.open("circle", "cx", at(x(best.threshold())), "cy", at(y(best.mIoU())), "r", 4.5)
                    .element(
                            "title",
                            Figures.format(
                                    "%s: %s at %.2f",
                                    RunView.label(row),
                                    Figures.percent(best.mIoU()),
                                    best.threshold()))
                    .close();
        }
        html.close();
    }

    private static double x(double threshold) {
        return LEFT + threshold * (WIDTH - LEFT - RIGHT);
    }

    private double y(double mIoU) {
        return HEIGHT - BOTTOM - mIoU / highest * (HEIGHT - TOP - BOTTOM);
    }

    private static String at(double pixels) {
        return Figures.format("%.1f", pixels);
    }
}
