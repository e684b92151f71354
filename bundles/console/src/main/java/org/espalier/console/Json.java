package org.espalier.console;

import com.google.gson.GsonBuilder;

/** What {@code --json} prints. */
public final class Json {
    private Json() {}

    /** Maps, lists, numbers and text as JSON; null and NaN are {@code null}. */
    public static String text(Object value) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(value);
    }

    /** A rate for JSON, which knows no NaN. */
    public static Double finite(double rate) {
        return Double.isFinite(rate) ? rate : null;
    }
}
