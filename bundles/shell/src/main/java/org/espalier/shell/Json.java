package org.espalier.shell;

import com.google.gson.GsonBuilder;

/** What {@code --json} prints. */
final class Json {
    private Json() {}

    /** Maps, lists, numbers and text as JSON; null and NaN are {@code null}. */
    static String text(Object value) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(value);
    }

    /** A rate for JSON, which knows no NaN. */
    static Double finite(double rate) {
        return Double.isFinite(rate) ? rate : null;
    }
}
