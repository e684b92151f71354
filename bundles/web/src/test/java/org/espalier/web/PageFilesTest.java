package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
    private static String file(String name) throws IOException {
        try (InputStream in = LivePage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web.js", "charts.js"})
    void whatDataSayIsTextAndNeverMarkup(String name) throws IOException {
        String script = file(name);
        for (String way :
                List.of(
                        "innerHTML",
                        "outerHTML",
                        "insertAdjacentHTML",
                        "document.write",
                        "DOMParser",
                        "createContextualFragment",
                        "eval(",
                        "new Function",
                        "setAttribute(\"style")) {
            assertFalse(script.contains(way), way);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "web.css", "web.js", "charts.js"})
    void nothingIsFetchedFromElsewhere(String name) throws IOException {
        String text = file(name).replace("http://www.w3.org/2000/svg", ""); // a name, no address
        assertFalse(text.contains("//fonts"), name);
        assertFalse(Pattern.compile("(https?:)?//\\w+\\.").matcher(text).find(), name);
        assertFalse(text.contains("@import"), name);
    }

    @Test
    void thePageHoldsNoScriptAndNoStyleOfItsOwn() throws IOException {
        String page = file("index.html");
        assertFalse(page.contains("<style"), page);
        assertFalse(Pattern.compile("\\s(on\\w+|style)=").matcher(page).find(), page);
        Matcher scripts = Pattern.compile("<script([^>]*)>(.*?)</script>").matcher(page);
        int count = 0;
        while (scripts.find()) {
            assertTrue(scripts.group(1).contains("src="), scripts.group());
            assertEquals("", scripts.group(2));
            count++;
        }
        assertEquals(2, count);
    }
}
