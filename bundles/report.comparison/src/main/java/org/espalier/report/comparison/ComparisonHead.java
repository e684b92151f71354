package org.espalier.report.comparison;

import java.io.IOException;
import org.espalier.page.Head;
import org.espalier.page.Html;
import org.espalier.runs.RunComparison;

/** Which runs are set beside each other. */
record ComparisonHead(RunComparison comparison) implements Head {
    @Override
    public String title() {
        return comparison.first() + " and " + comparison.second();
    }

    @Override
    public void write(Html html) throws IOException {
        html.open("header", "class", "masthead")
                .element("p", "Espalier", "class", "brand")
                .open("h1")
                .text(comparison.second())
                .element("span", "beside " + comparison.first())
                .close();
        if (!comparison.sameData()) {
            html.element(
                    "p",
                    "These runs saw other images: gains say little, and images are not compared.",
                    "class",
                    "note");
        }
        html.close();
    }
}
