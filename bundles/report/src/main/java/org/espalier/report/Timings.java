package org.espalier.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.pipeline.StageResult;
import org.espalier.curves.Curve;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Section;

/** Where the time went. */
final class Timings implements Section {
    private final List<Span> spans = new ArrayList<>();

    /**
     * @param curves all of the run; from the first to the last point of a loss it was learned
     */
    Timings(RunView view, List<Curve> curves) {
        for (Curve curve : curves) {
            int points = curve.points().size();
            if (curve.name().endsWith("/loss") && points > 1) {
                double first = curve.points().get(0).seconds();
                double last = curve.points().get(points - 1).seconds();
                // the first epoch had ended when its loss was known
                double seconds = (last - first) * points / (points - 1);
                String stage = curve.name().substring(0, curve.name().lastIndexOf('/'));
                spans.add(new Span("learn " + stage, "c1", Math.max(0, seconds)));
            }
        }
        for (StageResult row : view.rows()) {
            String label = "apply " + row.stage() + " to " + row.split() + ", " + RunView.tags(row);
            spans.add(new Span(label, "c0", row.seconds()));
        }
    }

    /** A piece of work. */
    private record Span(String label, String colour, double seconds) {}

    @Override
    public String title() {
        return "Timings";
    }

    @Override
    public String note() {
        return "Wall-clock time of learning, by the losses, and of applying each stage. What was"
                + " done before the run went on, or taken over from another, counts as read.";
    }

    @Override
    public boolean isEmpty() {
        return spans.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        double longest = spans.stream().mapToDouble(Span::seconds).max().orElse(0);
        html.open("ul", "class", "classes timings");
        for (Span span : spans) {
            html.verbatim("\n")
                    .open("li")
                    .element("span", span.label(), "class", "name", "title", span.label())
                    .open("svg", "class", "bar", "aria-hidden", "true")
                    .leaf("rect", "class", "track", "width", "100%", "height", 8, "y", 5)
                    .leaf(
                            "rect",
                            "class",
                            span.colour(),
                            "width",
                            Figures.format(
                                    "%.2f%%", longest > 0 ? 100 * span.seconds() / longest : 0),
                            "height",
                            8,
                            "y",
                            5)
                    .close()
                    .element("span", Figures.time(span.seconds()), "class", "number")
                    .close();
        }
        html.close();
    }
}
