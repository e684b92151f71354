package org.espalier.page;

import java.io.IOException;
import java.util.List;

/** The frame of a plot and the lines in it. Coordinates are pixels. */
public final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 36;
    private static final int RIGHT = 16;
    private static final int TOP = 14;
    private static final int BOTTOM = 42;

    private final int height;
    private final double first;
    private final double last;
    private final Axis axis;

    /**
     * @param height of all of it, in pixels; it is 760 wide
     * @param first the left end of the horizontal axis
     * @param last its right end
     * @param axis the vertical one
     */
    public Plot(int height, double first, double last, Axis axis) {
        this.height = height;
        this.first = first;
        this.last = last;
        this.axis = axis;
    }

    /** A mark on the horizontal axis. */
    public record Tick(double at, String text) {}

    /** A point of a line; one whose value is NaN is passed by. */
    public record Point(double at, double rate) {}

    /**
     * Begins the picture; who calls ends it.
     *
     * @param title what it shows, for those who do not see it
     * @param label what the horizontal axis is
     */
    public void open(Html html, String title, List<Tick> ticks, String label) throws IOException {
        html.open(
                "svg",
                "class",
                "curve",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                title);
        writeGrid(html);
        for (Tick tick : ticks) {
            writeBelow(html, tick.text(), null, x(tick.at()), height - BOTTOM + 18);
        }
        writeBelow(html, label, "label", (LEFT + WIDTH - RIGHT) / 2.0, height - 4);
    }

    private void writeGrid(Html html) throws IOException {
        for (int mark = 0; mark <= axis.marks(); mark++) {
            double at = y(mark * axis.step());
            html.leaf(
                            "line",
                            "class",
                            mark == 0 ? "axis" : "grid",
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
                            axis.mark(mark),
                            "x",
                            LEFT - 8,
                            "y",
                            at(at + 4),
                            "text-anchor",
                            "end");
        }
    }

    private static void writeBelow(Html html, String text, String style, double x, int y)
            throws IOException {
        html.element("text", text, "class", style, "x", at(x), "y", y, "text-anchor", "middle");
    }

    /** A line through points, in the colour that is in force. */
    public void line(Html html, List<Point> points) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Point point : points) {
            if (!Double.isNaN(point.rate())) {
                text.append(at(x(point.at()))).append(',');
                text.append(at(y(point.rate()))).append(' ');
            }
        }
        html.leaf("polyline", "points", text.toString().trim());
    }

    /** A point that is marked, with what is to be said of it. */
    public void dot(Html html, Point point, String title) throws IOException {
        html.open("circle", "cx", at(x(point.at())), "cy", at(y(point.rate())), "r", 4.5)
                .element("title", title)
                .close();
    }

    /** Where there is one place alone it is in the middle. */
    private double x(double place) {
        double share = last > first ? (place - first) / (last - first) : 0.5;
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double rate) {
        return height - BOTTOM - rate / axis.highest() * (height - TOP - BOTTOM);
    }

    private static String at(double pixels) {
        return Figures.format("%.1f", pixels);
    }
}
