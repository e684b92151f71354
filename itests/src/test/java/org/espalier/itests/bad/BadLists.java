package org.espalier.itests.bad;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists of the images of a split, of which some cannot be used. */
public final class BadLists {
    private BadLists() {}

    /** Lists that lose a line; {@code good} stays. */
    public static List<BadFile> ofOneLine() {
        return List.of(
                line("above", "../../../etc/passwd", "leads outside"),
                line("folder", "sub/good", "names a folder"),
                line("absolute", "/etc/passwd", "leads outside"),
                line("nul", "a\0b", "leads outside"),
                line("dots", "..", "SegmentationClass/...png"),
                line("long", "x".repeat(5_000), "xxx"),
                line("longest", "x".repeat(10_000_000), "too long"),
                line("twice", "good", "stands twice"),
                line("missing", "nowhere", "nowhere"),
                line("escape", "\u001b]0;x\u0007", "\\u001b]0;x"),
                line("voc", "good 1", "good 1"));
    }

    private static BadFile line(String name, String line, String told) {
        return BadFile.text(name + ".txt", "good\n" + line + "\n", told);
    }

    /** Lists that only look odd: all of it can be used. */
    public static List<BadFile> odd() {
        return List.of(
                BadFile.text("bom.txt", "\ufeffgood\n", ""),
                BadFile.text("windows.txt", "good\r\n\r\n", ""),
                BadFile.text("mac.txt", "\rgood\r", ""),
                BadFile.text("endless.txt", "\n\n  good", ""));
    }

    /** Lists of which nothing can be used. */
    public static List<BadFile> whole() {
        return List.of(
                new BadFile("empty.txt", new byte[0], "it is empty"),
                new BadFile("latin.txt", new byte[] {'a', (byte) 0xe4, '\n'}, "not UTF-8"),
                new BadFile(
                        "utf16.txt", "good\n".getBytes(StandardCharsets.UTF_16LE), "leads outside"),
                BadFile.text("none.txt", "nowhere\n", "nowhere"));
    }
}
