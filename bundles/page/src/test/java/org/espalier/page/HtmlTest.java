package org.espalier.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTest {
    private final StringBuilder out = new StringBuilder();
    private final Html html = new Html(out);

    @Test
    void elementsNest() throws Exception {
        html.open("p", "class", "note").text("a ").element("b", 3).close();
        assertEquals("<p class=\"note\">a <b>3</b></p>", out.toString());
    }

    @Test
    void textAndValuesAreEscaped() throws Exception {
        html.element("p", "<b>'&'</b>", "title", "\"><script>");
        assertEquals(
                "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;&#39;&lt;/b&gt;</p>",
                out.toString());
    }

    @Test
    void controlCharactersAreReplaced() throws Exception {
        html.text("a\u0000b\u001bc\td\ne");
        assertEquals("a\ufffdb\ufffdc\td\ne", out.toString());
    }

    @Test
    void attributesThatAreFalseOrNullAreLeftOut() throws Exception {
        html.leaf("input", "class", null, "hidden", false, "checked", true, "value", 0);
        assertEquals("<input checked value=\"0\"/>", out.toString());
    }
}
