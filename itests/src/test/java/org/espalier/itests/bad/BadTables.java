package org.espalier.itests.bad;

import java.util.List;

/** Lists of tags whose whole or one line cannot be used. */
public final class BadTables {
    private static final String HEAD = "file,tags,split\ngood.jpg,cat,train\n";
    private static final int MANY = 10_000_000;

    private BadTables() {}

    /** Lists that lose a line; {@code good.jpg} stays. */
    public static List<BadFile> ofOneLine() {
        return List.of(
                line("unknown", "bad.jpg,unicorn,train\n", "no tag"),
                line("column", "bad.jpg\n", "it has 1 values"),
                line("columns", "bad.jpg,cat,train,more\n", "it has 4 values"),
                line("nameless", ",cat,train\n", "no name"),
                line("quote", "\"bad.jpg,cat,train\n", "a quote is not closed"),
                line("twice", "good.jpg,dog,train\n", "was named before"),
                line("above", "../../etc/passwd,cat,train\n", "leads outside"),
                line("absolute", "/etc/passwd,cat,train\n", "leads outside"),
                line("nul", "a\0.jpg,cat,train\n", "leads outside"),
                line("missing", "nowhere.jpg,cat,train\n", "there is no file"),
                line("escape", "\u001b[2J.jpg,cat,train\n", "there is no file"),
                line("quotes", "bad" + "\"".repeat(MANY) + ",cat\n", "too long"),
                line("long", "bad.jpg," + "x".repeat(MANY) + "\n", "too long"),
                line("tags", "bad.jpg," + "cat;".repeat(MANY / 4) + "\n", "too long"),
                line("path", "x".repeat(5_000) + ".jpg,cat\n", "there is no file"));
    }

    private static BadFile line(String name, String line, String told) {
        return BadFile.text(name + ".csv", HEAD + line, told);
    }

    /** Lists of which nothing can be used. */
    public static List<BadFile> whole() {
        return List.of(
                new BadFile("latin.csv", new byte[] {'a', (byte) 0xe4, ',', 'b'}, "not UTF-8"),
                new BadFile("none.csv", new byte[0], "labels.csv"),
                new BadFile("zeros.csv", new byte[4_000], "it has 1 values"),
                BadFile.text("json.csv", "{\"a.jpg\": \"cat\"}", "labels.csv"));
    }
}
