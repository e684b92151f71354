package org.espalier.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final String DEEP = "it is nested deeper than 50 levels";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [[1]], \"b\": {\"a\": {\"a\": 1}}}",
                "{\"a\": \"a\", \"b\": \"a\"}",
                "// \"a\": {\n{\"a\": 1} /* \"a\": 2 */",
                "{\"a\": \"\\\"[[[\", \"b\": 2}",
                "{\"a\": \"//\", \"b\": 2}",
                "",
                "{\"a",
                "{\"a\\",
                "/*",
                "//"
            })
    void nothingIsWrongThatTheParserSees(String json) {
        assertEquals("", JsonText.problem(json));
    }

    @Test
    void depthIsCountedOutsideOfTextsAndComments() {
        String deep = "[".repeat(51);
        assertEquals(DEEP, JsonText.problem(deep));
        assertEquals(DEEP, JsonText.problem("{\"a\": \"\\\"\", \"b\": " + deep));
        assertEquals(DEEP, JsonText.problem("// \"\n" + deep));
        assertEquals(DEEP, JsonText.problem("/* \" */" + deep));
        assertEquals("", JsonText.problem("[".repeat(50) + "]".repeat(50) + "[".repeat(50)));
        assertEquals("", JsonText.problem("{\"" + deep + "\": 1 // " + deep));
    }

    @Test
    void aKeyStandsOnce() {
        assertEquals(
                "the key seed stands twice",
                JsonText.problem("{\"seed\" : 1, \"a\": \"seed\", \"seed\"\n: 2}"));
    }
}
