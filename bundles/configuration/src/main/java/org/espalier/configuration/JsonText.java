package org.espalier.configuration;

import java.util.HashSet;
import java.util.Set;

/**
 * What the parser does not see of a text in JSON: that it is nested so deep that the parser, which
 * calls itself for each level, would fail; and that a key stands twice.
 */
final class JsonText {
    /** Levels; a configuration has two. */
    private static final int DEEPEST = 50;

    private final String json;
    private final Set<String> keys = new HashSet<>();
    private int at;

    private JsonText(String json) {
        this.json = json;
    }

    /** What is wrong with a text, possibly with comments; empty where nothing is. */
    static String problem(String json) {
        return new JsonText(json).problem();
    }

    private String problem() {
        int depth = 0;
        for (; at < json.length(); at++) {
            char c = json.charAt(at);
            if (c == '"') {
                String text = text();
                if (depth == 1 && isKey() && !keys.add(text)) {
                    return "the key %s stands twice".formatted(text);
                }
            } else if (json.startsWith("//", at)) {
                skip("\n", at);
            } else if (json.startsWith("/*", at)) {
                skip("*/", at + 2);
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth > DEEPEST) {
                return "it is nested deeper than %d levels".formatted(DEEPEST);
            }
        }
        return "";
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
        int end = json.indexOf(mark, from);
        at = end < 0 ? json.length() : end + mark.length() - 1;
    }
}
