package org.espalier.page;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A vertical axis that begins at 0.
 *
 * @param highest its upper end
 * @param step between two marks
 * @param percent whether marks are shown in percent
 */
public record Axis(double highest, double step, boolean percent) {
    private static final int MOST_MARKS = 5;

    /** For rates in [0, 1]: up to the next tenth above all of them; NaN is passed by. */
    public static Axis rates(DoubleStream rates) {
        double best = rates.filter(rate -> !Double.isNaN(rate)).max().orElse(1);
        double highest = Math.min(1, Math.max(0.1, Math.ceil(best * 10 + 0.2) / 10));
        return new Axis(highest, highest > 0.5 ? 0.2 : 0.1, true);
    }

    /** For values from 0 up: in steps of 1, 2 or 5 times a power of ten. */
    public static Axis values(DoubleStream values) {
        double best = values.filter(Double::isFinite).max().orElse(1);
        if (best <= 0) {
            best = 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(best)));
        for (double step : new double[] {0.1, 0.2, 0.5, 1, 2, 5}) {
            if (best <= step * power * MOST_MARKS) {
                double marks = Math.ceil(best / (step * power) - 1e-9);
                return new Axis(marks * step * power, step * power, false);
            }
        }
        throw new IllegalStateException("no step for " + best);
    }

    public int marks() {
        return (int) Math.round(highest / step);
    }

    public String mark(int index) {
        double at = index * step;
        if (percent) {
            return Long.toString(Math.round(100 * at));
        }
        String text = String.format(Locale.ROOT, "%.6g", at);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
