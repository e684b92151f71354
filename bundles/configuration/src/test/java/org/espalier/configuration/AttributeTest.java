package org.espalier.configuration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.apache.felix.metatype.AD;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTest {
    private final Map<String, AD> toy = Toys.declared("toy");

    private Object convert(String key, Object given) {
        return new Attribute(toy.get(key)).convert(given, "toy.json, key " + key);
    }

    private String refused(String key, Object given) {
        return assertThrows(InvalidConfigurationException.class, () -> convert(key, given))
                .getMessage();
    }

    @Test
    void textAndJsonGiveTheSameValue() {
        assertEquals(12, convert("epochs", "12"));
        assertEquals(12, convert("epochs", 12L));
        assertEquals(0.5, convert("rate", "0.5"));
        assertEquals(1.0, convert("rate", 1L));
        assertEquals(false, convert("flip", "false"));
        assertEquals(true, convert("flip", Boolean.TRUE));
        assertEquals("tiny", convert("backbone", "tiny"));
    }

    @Test
    void aListComesAsTextArrayOrCollection() {
        double[] expected = {0.5, 1, 1.5};
        assertArrayEquals(expected, (double[]) convert("scales", "0.5, 1.0,1.5"));
        assertArrayEquals(expected, (double[]) convert("scales", new Double[] {0.5, 1.0, 1.5}));
        assertArrayEquals(expected, (double[]) convert("scales", List.of(0.5, 1L, "1.5")));
        assertArrayEquals(new double[] {2}, (double[]) convert("scales", 2L));
        assertArrayEquals(new double[0], (double[]) convert("scales", ""));
    }

    @Test
    void theRangeIsPartOfTheMessage() {
        assertEquals(
                "toy.json, key epochs: 500 is out of range;"
                        + " a whole number from 1 to 100 (passes over the data)",
                refused("epochs", 500L));
        assertEquals(
                "toy.json, key rate: -1 is out of range; a number, at least 0",
                refused("rate", -1));
        assertEquals(
                "toy.json, key scales: 9 is out of range; a number from 0.25 to 4 (several: a list)",
                refused("scales", "1,9"));
    }

    @ParameterizedTest
    @CsvSource({
        "epochs, 1.5, 'a whole number'",
        "epochs, many, 'a whole number'",
        "epochs, 99999999999, 'a whole number'",
        "rate, NaN, 'a number'",
        "rate, '', 'a number'",
        "flip, yes, 'true or false'"
    })
    void textOfAnotherTypeIsRefused(String key, String text, String kind) {
        assertEquals(
                "toy.json, key " + key + ": '" + text + "' is not " + kind,
                refused(key, text).split(";")[0]);
    }

    @Test
    void aListIsNoSingleValueAndANumberIsNoText() {
        assertEquals(
                "toy.json, key epochs: [1, 2] is of the wrong type",
                refused("epochs", List.of(1, 2)).split(";")[0]);
        assertEquals(
                "toy.json, key backbone: 5 is of the wrong type; text", refused("backbone", 5L));
    }

    @Test
    void anOptionIsSuggested() {
        assertEquals(
                "toy.json, key backbone: 'tinny' is not one of tiny, mobilenetv2;"
                        + " did you mean tiny?",
                refused("backbone", "tinny"));
    }

    @Test
    void aTargetIsAFilter() {
        assertEquals("(method=x)", convert("crf.target", "(method=x)"));
        assertEquals(
                "toy.json, key crf.target: 'dense' is no filter; write it as (method=cam)",
                refused("crf.target", "dense"));
    }
}
