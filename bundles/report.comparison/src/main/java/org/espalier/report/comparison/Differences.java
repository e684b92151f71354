package org.espalier.report.comparison;

import java.io.IOException;
import java.util.List;
import org.espalier.page.Html;
import org.espalier.page.Section;
import org.espalier.runs.RunComparison;

/** What two runs were asked to do differently. */
record Differences(List<RunComparison.Difference> all) implements Section {
    @Override
    public String title() {
        return "Configuration";
    }

    @Override
    public String note() {
        return all.isEmpty()
                ? "Both were asked the same."
                : "What they were asked differently; a dash where one has no such parameter.";
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public void write(Html html) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        html.open("div", "class", "scroll").open("table", "class", "failures");
        html.open("thead").open("tr");
        for (String heading : List.of("Key", "First", "Second")) {
            html.element("th", heading, "scope", "col");
        }
        html.close().close().open("tbody");
        for (RunComparison.Difference each : all) {
            html.verbatim("\n")
                    .open("tr")
                    .element("th", each.key(), "scope", "row")
                    .element("td", each.first() == null ? "–" : each.first())
                    .element("td", each.second() == null ? "–" : each.second())
                    .close();
        }
        html.close().close().close();
    }
}
