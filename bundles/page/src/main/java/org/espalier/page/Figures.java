package org.espalier.page;

import java.util.Locale;

/** Numbers as the report spells them. */
public final class Figures {
    private Figures() {}

    /** A rate in [0, 1] in percent with one decimal, or a dash where there is none. */
    public static String percent(double rate) {
        return Double.isNaN(rate) ? "–" : format("%.1f", 100 * rate);
    }

    /** A length of time: {@code 0.4 s}, {@code 31 s}, {@code 12 min 5 s}, {@code 3 h 20 min}. */
    public static String time(double seconds) {
        if (seconds < 9.95) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
