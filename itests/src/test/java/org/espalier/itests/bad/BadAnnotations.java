package org.espalier.itests.bad;

import java.util.List;

/** VOC's lists of the objects of an image; each has the name of its image. */
public final class BadAnnotations {
    private static final String CAT = "<object><name>cat</name></object>";
    private static final int DEEP = 50_000;

    private BadAnnotations() {}

    /** All that cannot be used. */
    public static List<BadFile> all() {
        return List.of(
                of("empty", "", "no plain XML"),
                of("text", "cat, dog", "no plain XML"),
                of("open", "<annotation><object>", "no plain XML"),
                of("entity", "<annotation>&cat;</annotation>", "no plain XML"),
                of(
                        "xxe",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation>"
                                + "<object><name>&x;</name></object></annotation>",
                        "DOCTYPE"),
                of(
                        "dtd",
                        "<!DOCTYPE annotation SYSTEM \"http://192.0.2.1/a.dtd\"><annotation/>",
                        "DOCTYPE"),
                of("bomb", bomb(), "DOCTYPE"),
                of("unknown", CAT.replace("cat", "unicorn"), "'unicorn' is no tag"),
                of("nested", annotation("<object><name>" + nested() + "</name></object>"), "depth"),
                of("deep", nested(), "depth"),
                of("escape", annotation(CAT.replace("cat", "&#x9b;2J")), "is no tag"),
                of("long", annotation(CAT.replace("cat", "x".repeat(9_000_000))), "bytes"),
                of("latin", "<?xml version='1.0' encoding='x-none'?><annotation/>", "x-none"),
                new BadFile(
                        "bytes.xml",
                        new byte[] {'<', 'a', '>', (byte) 0xe4, (byte) 0xe4, '<', '/', 'a', '>'},
                        "no plain XML"));
    }

    /** All that can be used: tags are all that is read. */
    public static List<BadFile> odd() {
        return List.of(
                of("sizeless", annotation(CAT), ""),
                of(
                        "reversed",
                        annotation(
                                "<size><width>-4</width></size><object><name> cat </name><bndbox>"
                                        + "<xmin>9</xmin><xmax>NaN</xmax></bndbox></object>"),
                        ""),
                of("far", annotation("<size><width>1e99</width></size>" + CAT), ""));
    }

    private static BadFile of(String id, String content, String told) {
        return BadFile.text(
                id + ".xml", content.startsWith("<object") ? annotation(content) : content, told);
    }

    private static String annotation(String content) {
        return "<annotation>" + content + "</annotation>";
    }

    private static String nested() {
        return "<part>".repeat(DEEP) + "cat" + "</part>".repeat(DEEP);
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"cat\">");
        for (int i = 1; i < 12; i++) {
            text.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
        }
        return text + "]><annotation><object><name>&e11;</name></object></annotation>";
    }
}
