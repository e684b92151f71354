package org.espalier.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered to one request.
 *
 * @param type of the content
 * @param policy the content security policy under which a browser shows it
 */
record Reply(int status, String type, byte[] body, String policy) {
    static final String JSON = "application/json";

    /** Nothing but what this page itself brings; nobody frames it. */
    static final String OWN_POLICY =
            "default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self';"
                    + " style-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'";

    /**
     * A report's own policy, which stands in the file, admits its one script and one style by their
     * hashes. This one keeps whatever the file holds away from the live page and from any network.
     */
    static final String REPORT_POLICY =
            "sandbox allow-scripts; default-src 'none'; img-src data:;"
                    + " script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    static Reply of(String type, byte[] body) {
        return new Reply(200, type, body, OWN_POLICY);
    }

    /** Records, maps, lists, numbers that are finite, and text. */
    static Reply json(Object value) {
        return of(JSON, line(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Says what is wrong. */
    static Reply problem(int status, String problem) {
        byte[] body = line(Map.of("problem", problem)).getBytes(StandardCharsets.UTF_8);
        return new Reply(status, JSON, body, OWN_POLICY);
    }

    /** JSON in one line. */
    static String line(Object value) {
        return GSON.toJson(value);
    }
}
