package org.espalier.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final String DEEP = "it is nested deeper than 50 levels";

    private static String problem(String json) {
        return assertThrows(IOException.class, () -> JsonText.plain(json)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [[1]], \"b\": {\"a\": {\"a\": 1}}}",
                "{\"a\": \"a\", \"b\": \"a\"}",
                "{\"a\": \"\\\"[[[\", \"b\": 2}",
                "{\"a\": \"//\", \"b\": \"/* */\"}",
                "",
                "{\"a",
                "{\"a\\"
            })
    void whatHasNoCommentsStays(String json) throws IOException {
        assertEquals(json, JsonText.plain(json));
    }

    @Test
    void commentsBecomeBlanksOfTheSameLength() throws IOException {
        assertEquals(
                "          \n{\"a\": 1         }",
                JsonText.plain("// \"a\": {x\n{\"a\": 1/* \"a\" */}"));
        assertEquals("{  ", JsonText.plain("{//"));
        assertEquals("{   \n ", JsonText.plain("{/*x\n\""));
    }

    @Test
    void depthIsCountedOutsideOfTextsAndComments() throws IOException {
        String deep = "[".repeat(51);
        assertEquals(DEEP, problem(deep));
        assertEquals(DEEP, problem("{\"a\": \"\\\"\", \"b\": " + deep));
        assertEquals(DEEP, problem("// \"\n" + deep));
        assertEquals(DEEP, problem("/* \" */" + deep));
        JsonText.plain("[".repeat(50) + "]".repeat(50) + "[".repeat(50));
        JsonText.plain("{\"" + deep + "\": 1 // " + deep);
    }

    @Test
    void aStrokeBeginsAComment() {
        String wrong = "a / stands where neither text nor comment is";
        assertEquals(wrong, problem("/"));
        assertEquals(wrong, problem("{\"a\": /a"));
    }

    @Test
    void aKeyStandsOnce() {
        assertEquals(
                "the key seed stands twice",
                problem("{\"seed\" : 1, \"a\": \"seed\", \"seed\"\n: 2}"));
    }
}
