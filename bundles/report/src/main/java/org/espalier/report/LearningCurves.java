package org.espalier.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.curves.Curve;
import org.espalier.page.Axis;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Plot;
import org.espalier.page.Section;

/** What was measured while stages learned: losses, a small plot each. */
final class LearningCurves implements Section {
    private static final int HEIGHT = 200;

    /** As many step numbers have room below a plot. */
    private static final int TICKS = 10;

    private static final String LOSS = "/loss";

    private final List<Curve> losses;

    /**
     * @param curves all of the run
     */
    LearningCurves(List<Curve> curves) {
        losses = curves.stream().filter(c -> c.name().endsWith(LOSS)).toList();
    }

    @Override
    public String title() {
        return "Learning";
    }

    @Override
    public String note() {
        return "The mean loss of every epoch. What was taken over from an earlier run is told"
                + " there; the files in curves/ open in TensorBoard.";
    }

    @Override
    public boolean isEmpty() {
        return losses.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        for (Curve curve : losses) {
            List<Curve.Point> points = curve.points();
            Curve.Point first = points.get(0);
            Curve.Point last = points.get(points.size() - 1);
            String owner = curve.name().substring(0, curve.name().length() - LOSS.length());
            html.verbatim("\n").element("h3", "Loss of " + owner);
            Plot plot =
                    new Plot(
                            HEIGHT,
                            first.step(),
                            last.step(),
                            Axis.values(points.stream().mapToDouble(Curve.Point::value)));
            plot.open(html, "loss of " + owner + " over epochs", ticks(first, last), "epoch");
            html.open("g", "class", "c0");
            plot.line(html, points.stream().map(LearningCurves::point).toList());
            if (Double.isFinite(last.value())) {
                plot.dot(
                        html,
                        point(last),
                        Figures.format("epoch %d: %.4g", last.step(), last.value()));
            }
            html.close().close();
        }
    }

    private static Plot.Point point(Curve.Point point) {
        return new Plot.Point(
                point.step(), Double.isFinite(point.value()) ? point.value() : Double.NaN);
    }

    private static List<Plot.Tick> ticks(Curve.Point first, Curve.Point last) {
        long step = 1 + (last.step() - first.step()) / TICKS;
        List<Plot.Tick> ticks = new ArrayList<>();
        for (long at = first.step(); at <= last.step(); at += step) {
            ticks.add(new Plot.Tick(at, Long.toString(at)));
        }
        return ticks;
    }
}
