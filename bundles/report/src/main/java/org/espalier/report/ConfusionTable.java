package org.espalier.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.pipeline.StageResult;
import org.espalier.page.Figures;
import org.espalier.page.Html;
import org.espalier.page.Section;

/** What the pixels of each true class were taken for. */
final class ConfusionTable implements Section {
    /** A table of more classes is drawn once only: the file would grow with its square. */
    private static final int MANY = 40;

    /** Shades of a cell, {@code s1} to {@code s20} in the style sheet. */
    private static final int SHADES = 20;

    private final RunView view;

    ConfusionTable(RunView view) {
        this.view = view;
    }

    @Override
    public String title() {
        return "Confusion";
    }

    @Override
    public String note() {
        return "Of all pixels of a true class (row), how many in a hundred were predicted as each"
                + " class (column). The diagonal is right; what lies beside it is mistaken.";
    }

    @Override
    public boolean isEmpty() {
        return !view.isScored();
    }

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public void write(Html html) throws IOException {
        StageResult main = view.main().orElseThrow();
        html.element("h3", RunView.label(main) + ", " + main.split());
        writeTable(html, main.evaluation().confusion());
        if (view.run().classes().size() > MANY) {
            return;
        }
        List<StageResult> others =
                view.validationRows().stream().filter(row -> row != main).toList();
        for (StageResult row : others) {
            html.open("details").element("summary", RunView.label(row) + ", " + row.split());
            writeTable(html, row.evaluation().confusion());
            html.close();
        }
    }

    private void writeTable(Html html, long[][] pixels) throws IOException {
        ClassSet classes = view.run().classes();
        html.open("div", "class", "scroll").open("table", "class", "confusion");
        html.open("thead").open("tr").element("td", "true \\ predicted");
        for (int column = 0; column < pixels.length; column++) {
            html.open("th", "scope", "col").element("span", classes.name(column)).close();
        }
        html.close().close().open("tbody");
        for (int row = 0; row < pixels.length; row++) {
            html.verbatim("\n").open("tr").element("th", classes.name(row), "scope", "row");
            long total = LongStream.of(pixels[row]).sum();
            for (int column = 0; column < pixels.length; column++) {
                double share = total == 0 ? 0 : (double) pixels[row][column] / total;
                writeCell(html, share, row, column);
            }
            html.close();
        }
        html.close().close().close();
    }

    private void writeCell(Html html, double share, int row, int column) throws IOException {
        if (share < 0.005) {
            html.element("td", "");
            return;
        }
        ClassSet classes = view.run().classes();
        long shade = Math.max(1, Math.round(share * SHADES));
        html.element(
                "td",
                Math.round(100 * share),
                "class",
                (row == column ? "hit s" : "miss s") + shade,
                "title",
                Figures.format(
                        "%s predicted as %s: %.1f %%",
                        classes.name(row), classes.name(column), 100 * share));
    }
}
