package org.espalier.configuration;

/**
 * How deep JSON is nested: the parser calls itself for each level, and a few kilobytes of brackets
 * would be too much for it.
 */
final class Nesting {
    /** Levels; a configuration has two. */
    private static final int DEEPEST = 50;

    private Nesting() {}

    /** What is wrong with a text, possibly with comments; empty where nothing is. */
    static String problem(String json) {
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                i = endOfText(json, i);
            } else if (json.startsWith("//", i)) {
                i = end(json, "\n", i);
            } else if (json.startsWith("/*", i)) {
                i = end(json, "*/", i + 2);
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

    private static int endOfText(String json, int begin) {
        int at = begin + 1;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static int end(String json, String mark, int from) {
        int at = json.indexOf(mark, from);
        return at < 0 ? json.length() : at + mark.length() - 1;
    }
}
