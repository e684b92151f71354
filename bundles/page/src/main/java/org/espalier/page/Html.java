package org.espalier.page;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML element by element as it comes, with every text and attribute value escaped. Names of
 * elements and attributes are ours and are not checked.
 */
public final class Html {
    private final Appendable out;
    private final Deque<String> open = new ArrayDeque<>();

    public Html(Appendable out) {
        this.out = out;
    }

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn; one whose value is null or false is left out, one
     *     whose value is true has none
     */
    public Html open(String tag, Object... attributes) throws IOException {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Ends the element that was begun last. */
    public Html close() throws IOException {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content, as in {@code <img/>}. */
    public Html leaf(String tag, Object... attributes) throws IOException {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element with text alone. */
    public Html element(String tag, Object text, Object... attributes) throws IOException {
        return open(tag, attributes).text(text).close();
    }

    public Html text(Object text) throws IOException {
        out.append(escape(String.valueOf(text)));
        return this;
    }

    /** Text of our own that stands as it is: style sheet, script, declaration. */
    public Html verbatim(String text) throws IOException {
        out.append(text);
        return this;
    }

    private void begin(String tag, Object... attributes) throws IOException {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            if (value == null || Boolean.FALSE.equals(value)) {
                continue;
            }
            out.append(' ').append((String) attributes[i]);
            if (!Boolean.TRUE.equals(value)) {
                out.append("=\"").append(escape(value.toString())).append('"');
            }
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                // Control characters are no characters of HTML; a file name may have them.
                default ->
                        escaped.append(
                                Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return escaped.toString();
    }
}
