package org.espalier.itests.bad;

import java.util.List;

/** Configurations of pipelines that cannot be in force. */
public final class BadConfigurations {
    private static final String TARGETS =
            "\"dataset.target\": \"(dataset=folder)\", \"localizer.target\": \"(method=toy)\"";

    private static final int DEEP = 100_000;

    private BadConfigurations() {}

    /** All of them. */
    public static List<BadFile> all() {
        return List.of(
                keys("key", "\"sed\": 1", "did you mean seed?"),
                keys("type", "\"seed\": \"one\"", "is not a whole number"),
                keys("list", "\"seed\": [1, 2]", "wrong type"),
                keys("object", "\"seed\": {\"a\": 1}", "seed"),
                keys("null", "\"seed\": null", "a value is neither"),
                keys("range", "\"background\": 1.5", "out of range"),
                keys("minus", "\"background\": -1e300", "out of range"),
                keys("vast", "\"seed\": 1e999999999", "seed"),
                keys("nan", "\"background\": \"NaN\"", "is not a number"),
                keys("filter", "\"crf.target\": \"(((\"", "is no filter"),
                keys(
                        "stage",
                        "\"crf.target\": \"(method=dense-crf)\", \"crf.iteration\": 1",
                        "iterations?"),
                keys("twice", "\"seed\": 1, \"seed\": 2", "seed"),
                keys("deep", "\"seed\": " + "[".repeat(DEEP) + "]".repeat(DEEP), "not read"),
                keys("deeper", "\"a\": " + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP), "not"),
                keys("escape", "\"\\u001b[2J\": 1", "no such key"),
                keys("long", "\"" + "x".repeat(1_000_000) + "\": 1", "no such key"),
                file("text", "seed = 1", "not read"),
                file("empty", "", "not read"),
                file("array", "[1]", "not read"),
                file("cut", "{\"seed\": ", "not read"),
                file("comment", "/* {", "not read"),
                file("large", " ".repeat(20_000_000) + "{}", "bytes"),
                new BadFile(
                        "org.espalier.pipeline~latin.json",
                        new byte[] {'{', '"', (byte) 0xe4, '"', '}'},
                        "UTF-8"),
                BadFile.text("org.espalier.pipeline~.json", "{}", "the name tells no"),
                BadFile.text("org.espalier.pipeline.json", "{" + TARGETS + "}", "NAME"),
                BadFile.text("org.espalier.imaging~a.json", "{\"maxMegapixels\": 9}", "but one"),
                BadFile.text(
                        "org.espalier.pipelin~near.json", "{" + TARGETS + "}", "nothing is called"),
                BadFile.text(
                        "org.espalier.imaging.json", "{\"maxMegapixels\": 0}", "out of range"));
    }

    private static BadFile keys(String name, String keys, String told) {
        return file(name, "{" + TARGETS + ", " + keys + "}", told);
    }

    private static BadFile file(String name, String content, String told) {
        return BadFile.text("org.espalier.pipeline~" + name + ".json", content, told);
    }
}
