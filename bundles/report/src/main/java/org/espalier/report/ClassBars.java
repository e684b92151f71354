package org.espalier.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.ClassSet;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Section;

/** IoU of every class: a bar for the row the run is judged by, a dot for each other row. */
final class ClassBars implements Section {
    private final RunView view;

    ClassBars(RunView view) {
        this.view = view;
    }

    @Override
    public String title() {
        return "Classes";
    }

    @Override
    public String note() {
        return "Intersection over union of each class, in percent, on the validation split. The"
                + " square is the colour of the class in the masks.";
    }

    @Override
    public boolean isEmpty() {
        return !view.isScored();
    }

    @Override
    public void write(Html html) throws IOException {
        StageResult main = view.main().orElseThrow();
        List<StageResult> others =
                view.validationRows().stream().filter(row -> row != main).toList();
        writeLegend(html, main, others);
        html.open("ul", "class", "classes");
        for (Map.Entry<String, Double> each : main.evaluation().iou().entrySet()) {
            String name = each.getKey();
            int id = view.run().classes().id(name).orElse(ClassSet.VOID);
            html.verbatim("\n").open("li");
            swatch(html, id);
            html.element("span", name, "class", "name", "title", name)
                    .open("svg", "class", "bar", "role", "img", "aria-label", describe(each))
                    .leaf("rect", "class", "track", "width", "100%", "height", 8, "y", 5);
            if (!Double.isNaN(each.getValue())) {
                html.leaf(
                        "rect",
                        "class",
                        view.colour(main),
                        "width",
                        at(each.getValue()),
                        "height",
                        8,
                        "y",
                        5);
            }
            for (StageResult other : others) {
                double iou = other.evaluation().iou().getOrDefault(name, Double.NaN);
                if (!Double.isNaN(iou)) {
                    html.open("circle", "class", view.colour(other), "cx", at(iou), "cy", 9, "r", 4)
                            .element("title", RunView.label(other) + ": " + Figures.percent(iou))
                            .close();
                }
            }
            html.close()
                    .element("span", Figures.percent(each.getValue()), "class", "number")
                    .close();
        }
        html.close();
    }

    private void writeLegend(Html html, StageResult main, List<StageResult> others)
            throws IOException {
        html.open("ul", "class", "legend")
                .open("li")
                .element("i", "", "class", "key bar " + view.colour(main))
                .text(RunView.label(main))
                .close();
        for (StageResult other : others) {
            html.open("li")
                    .element("i", "", "class", "key " + view.colour(other))
                    .text(RunView.label(other))
                    .close();
        }
        html.close();
    }

    private static void swatch(Html html, int id) throws IOException {
        html.open("svg", "class", "swatch", "aria-hidden", "true")
                .leaf(
                        "rect",
                        "width",
                        "100%",
                        "height",
                        "100%",
                        "fill",
                        Figures.format("#%06x", ClassSet.colour(id)))
                .close();
    }

    private static String describe(Map.Entry<String, Double> iou) {
        return Double.isNaN(iou.getValue())
                ? iou.getKey() + " does not occur"
                : iou.getKey() + " " + Figures.percent(iou.getValue()) + " percent";
    }

    private static String at(double rate) {
        return Figures.format("%.2f%%", 100 * rate);
    }
}
