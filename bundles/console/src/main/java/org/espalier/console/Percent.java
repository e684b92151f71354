package org.espalier.console;

import java.util.Locale;

/** Rates as people read them. */
public final class Percent {
    private Percent() {}

    /**
     * A rate in percent with one decimal, or a dash.
     *
     * @param rate in [0, 1], or NaN
     */
    public static String of(double rate) {
        return Double.isFinite(rate) ? String.format(Locale.ROOT, "%.1f", rate * 100) : "-";
    }

    /**
     * The same of a rate that may be missing.
     *
     * @param rate in [0, 1], or null
     */
    public static String ofNullable(Double rate) {
        return of(rate == null ? Double.NaN : rate);
    }
}
