package org.espalier.report.comparison;

import java.io.IOException;
import java.util.List;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Section;
import org.espalier.runs.RunComparison;

/** Scores of two runs side by side: a dot for each, and the gain. */
record Gains(String title, String note, List<RunComparison.Gain> all) implements Section {
    @Override
    public boolean isEmpty() {
        return all.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        html.open("ul", "class", "legend");
        for (String[] run : new String[][] {{"c1", "first"}, {"c0", "second"}}) {
            html.open("li").element("i", "", "class", "key " + run[0]).text(run[1]).close();
        }
        html.close().open("ul", "class", "classes gains");
        for (RunComparison.Gain gain : all) {
            html.verbatim("\n")
                    .open("li")
                    .element("span", gain.name(), "class", "name", "title", gain.name())
                    .open("svg", "class", "bar", "aria-hidden", "true")
                    .leaf("rect", "class", "track", "width", "100%", "height", 8, "y", 5);
            dot(html, gain.first(), "c1");
            dot(html, gain.second(), "c0");
            html.close()
                    .element("span", percent(gain.first()), "class", "number")
                    .element("span", percent(gain.second()), "class", "number")
                    .element(
                            "b",
                            Double.isNaN(gain.gain())
                                    ? "–"
                                    : Figures.format("%+.1f", 100 * gain.gain()),
                            "class",
                            gain.gain() < 0 ? "number loss" : "number")
                    .close();
        }
        html.close();
    }

    private static void dot(Html html, Double rate, String colour) throws IOException {
        if (rate != null) {
            String at = Figures.format("%.2f%%", 100 * rate);
            html.leaf("circle", "class", colour, "cx", at, "cy", 9, "r", 4);
        }
    }

    private static String percent(Double rate) {
        return Figures.percent(rate == null ? Double.NaN : rate);
    }
}
