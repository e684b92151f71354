package org.espalier.api.data;

/**
 * Text for a person that may repeat what a file holds: a terminal shows it and does not obey it,
 * and a file of megabytes does not become a message of megabytes.
 */
public final class Message {
    /** Characters of one part of a message; a path may have more. */
    private static final int LONGEST = 1000;

    private static final int END = 300;

    /** Marks that reverse the order in which text is shown. */
    private static final String REVERSING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u061c";

    private Message() {}

    /**
     * A message of the shape <em>what: what is wrong; what would be right</em>.
     *
     * @param what the file, line or key
     * @param wrong what is wrong with it
     * @param right what would be right
     */
    public static String of(String what, String wrong, String right) {
        return part(what) + ": " + part(wrong) + "; " + part(right);
    }

    /** Its begin and its end, where it is long. */
    private static String part(String text) {
        String whole = String.valueOf(text);
        if (whole.length() <= LONGEST) {
            return printable(whole);
        }
        return printable(whole.substring(0, LONGEST - END))
                + " … "
                + printable(whole.substring(whole.length() - END));
    }

    /**
     * The same with every control character spelled out; line feeds and tabs stay.
     *
     * @param text of any length
     */
    public static String printable(String text) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.substring(0, first));
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                plain.append(c);
            } else {
                plain.append("\\u%04x".formatted((int) c));
            }
        }
        return plain.toString();
    }

    private static boolean isPlain(char c) {
        return c == '\n' || c == '\t' || !Character.isISOControl(c) && REVERSING.indexOf(c) < 0;
    }
}
