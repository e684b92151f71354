package org.espalier.report;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.Failure;
import org.espalier.page.Html;
import org.espalier.page.Section;

/** The images that could not be used. */
record FailureList(List<Failure> failures) implements Section {
    private static final int MOST = 200;

    @Override
    public String title() {
        return "Failures";
    }

    @Override
    public String note() {
        return "These images could not be used; the run went on without them.";
    }

    @Override
    public boolean isEmpty() {
        return failures.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        html.open("div", "class", "scroll").open("table", "class", "failures");
        html.open("thead").open("tr");
        for (String heading : List.of("Image", "Stage", "Reason")) {
            html.element("th", heading, "scope", "col");
        }
        html.close().close().open("tbody");
        for (Failure failure : failures.subList(0, Math.min(MOST, failures.size()))) {
            html.open("tr")
                    .element("th", failure.id(), "scope", "row")
                    .element("td", failure.stage())
                    .element("td", failure.reason())
                    .close();
        }
        html.close().close().close();
        if (failures.size() > MOST) {
            html.element(
                    "p",
                    "and %d more, listed in failures.json".formatted(failures.size() - MOST),
                    "class",
                    "more");
        }
    }
}
