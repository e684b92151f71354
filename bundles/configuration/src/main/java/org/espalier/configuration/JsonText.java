package org.espalier.configuration;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * A text in JSON with comments, made ready for the parser, and looked at for what that does not
 * see: it calls itself for each level, so that one of many levels would end it; of a key that
 * stands twice it takes the last value.
 */
final class JsonText {
    /** Levels; a configuration has two. */
    private static final int DEEPEST = 50;

    private final String json;
    private final StringBuilder plain;
    private final Set<String> keys = new HashSet<>();
    private int at;

    private JsonText(String json) {
        this.json = json;
        this.plain = new StringBuilder(json);
    }

    /**
     * The text with blanks for its comments.
     *
     * @throws IOException with what is wrong
     */
    static String plain(String json) throws IOException {
        JsonText text = new JsonText(json);
        text.read();
        return text.plain.toString();
    }

    private void read() throws IOException {
        int depth = 0;
        for (; at < json.length(); at++) {
            char c = json.charAt(at);
            if (c == '"') {
                String text = text();
                if (depth == 1 && isKey() && !keys.add(text)) {
                    throw new IOException("the key %s stands twice".formatted(text));
                }
            } else if (json.startsWith("//", at)) {
                skip("\n", at);
            } else if (json.startsWith("/*", at)) {
                skip("*/", at + 2);
            } else if (c == '/') {
                // at the very end the parser would read beyond it
                throw new IOException("a / stands where neither text nor comment is");
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth > DEEPEST) {
                throw new IOException("it is nested deeper than %d levels".formatted(DEEPEST));
            }
        }
    }

    /** Stops at the quote that ends it. */
    private String text() {
        int begin = ++at;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return json.substring(begin, Math.min(at, json.length()));
    }

    private boolean isKey() {
        int next = at + 1;
        while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
            next++;
        }
        return next < json.length() && json.charAt(next) == ':';
    }

    private void skip(String mark, int from) {
        int found = json.indexOf(mark, from);
        int end = found < 0 ? json.length() : found + mark.length();
        for (; at < end; at++) {
            plain.setCharAt(at, json.charAt(at) == '\n' ? '\n' : ' ');
        }
        at--; // the last character was looked at
    }
}
