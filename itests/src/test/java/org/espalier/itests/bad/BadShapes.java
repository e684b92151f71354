package org.espalier.itests.bad;

import java.util.ArrayList;
import java.util.List;

/** Masks in JSON that cannot be used, of COCO and of Label Studio. */
public final class BadShapes {
    /** Where the segmentation stands. */
    private static final String COCO =
            """
            {"images": [{"id": 1, "file_name": "good.jpg", "width": 4, "height": 3}],
             "categories": [{"id": 1, "name": "cat"}],
             "annotations": [{"id": 7, "image_id": 1, "category_id": 1, "segmentation": %s}]}
            """;

    private static final String WHOLE = "{\"size\": [3, 4], \"counts\": [0, 12]}";

    private static final String TASK =
            """
            [{"data": {"image": "good.jpg"}, "predictions": [{"result": [
             {"type": "brushlabels", "original_width": 4, "original_height": 3, "value": %s}]}]}]
            """;

    private static final int DEEP = 100_000;

    private BadShapes() {}

    /** Files of COCO. */
    public static List<BadFile> coco() {
        List<BadFile> bad = new ArrayList<>();
        bad.add(shape("overrun", "{\"size\": [3, 4], \"counts\": [0, 13]}", "annotation 7"));
        bad.add(shape("short", "{\"size\": [3, 4], \"counts\": [3]}", "annotation 7"));
        bad.add(shape("minus", "{\"size\": [3, 4], \"counts\": [20, -8]}", "annotation 7"));
        bad.add(shape("sizes", "{\"size\": [4, 3], \"counts\": [0, 12]}", "annotation 7"));
        bad.add(shape("text", "{\"size\": [3, 4], \"counts\": \"~~~\"}", "annotation 7"));
        bad.add(shape("endless", "{\"size\": [3, 4], \"counts\": \"ooooooooo\"}", "annotation 7"));
        bad.add(shape("wide", "{\"size\": [3, 2147483648], \"counts\": []}", "annotation 7"));
        bad.add(shape("sizeless", "{\"counts\": [12]}", "annotation 7"));
        bad.add(shape("odd", "[[0, 0, 4, 0, 4]]", "annotation 7"));
        bad.add(shape("two", "[[0, 0, 4, 0]]", "annotation 7"));
        bad.add(shape("null", "null", "annotation 7"));
        bad.add(shape("nulls", "[[null, 1, 2, 3, 4, 5]]", "annotation 7"));
        bad.add(shape("words", "[[\"a\", 1, 2, 3, 4, 5]]", "annotation 7"));
        bad.add(shape("deep", "[".repeat(DEEP) + "]".repeat(DEEP), "cannot be read"));
        bad.add(coco("2-31.json", WHOLE, "\"width\": 4", "\"width\": 2147483648", "read"));
        bad.add(coco("large.json", WHOLE, "\"width\": 4", "\"width\": 2000000000", "megapixels"));
        bad.add(coco("minus-4.json", WHOLE, "\"width\": 4", "\"width\": -4", "megapixels"));
        bad.add(coco("above.json", WHOLE, "good.jpg", "../../x.jpg", "leads outside"));
        bad.add(coco("escape.json", WHOLE, "\"cat\"", "[1]", "cannot be read"));
        bad.add(coco("image.json", WHOLE, "\"image_id\": 1", "\"image_id\": 9", "not listed"));
        bad.add(coco("kind.json", WHOLE, "\"category_id\": 1", "\"category_id\": {}", "read"));
        bad.add(coco("list.json", WHOLE, "\"images\": [", "\"images\": 3, \"x\": [", "read"));
        bad.add(coco("none.json", WHOLE, "\"categories\"", "\"other\"", "no categories"));
        bad.add(BadFile.text("cut.json", COCO.substring(0, 90), "cannot be read"));
        bad.add(BadFile.text("after.json", COCO.formatted(WHOLE) + "]", "cannot be read"));
        bad.add(BadFile.text("empty.json", "{}", "it has no images"));
        bad.add(new BadFile("latin.json", new byte[] {'{', '"', (byte) 0xe4, '"'}, "read"));
        return bad;
    }

    private static BadFile shape(String name, String segmentation, String told) {
        return BadFile.text(name + ".json", COCO.formatted(segmentation), told);
    }

    private static BadFile coco(String name, String shape, String from, String to, String told) {
        return BadFile.text(name, COCO.formatted(shape).replace(from, to), told);
    }

    /** Files of Label Studio. */
    public static List<BadFile> labelStudio() {
        String name = "\"brushlabels\": [\"cat\"]";
        return List.of(
                task("ls-bits", "{\"rle\": [1], " + name + "}", "region 1"),
                task("ls-values", "{\"rle\": [0,0,0,49,0,0,0,0], " + name + "}", "region 1"),
                task("ls-empty", "{\"rle\": [], " + name + "}", "region 1"),
                task("ls-byte", "{\"rle\": [1e9], " + name + "}", "cannot be read"),
                task("ls-text", "{\"rle\": \"abc\", " + name + "}", "cannot be read"),
                task("ls-nameless", "{\"rle\": [1]}", "has no label"),
                task("ls-null-name", "{\"rle\": [1], \"brushlabels\": [null]}", "has no label"),
                BadFile.text(
                        "ls-null.json",
                        "[{\"data\": {\"image\": \"a.jpg\"}, \"predictions\": [{\"result\":"
                                + " [null]}]}]",
                        "region 1"),
                BadFile.text("ls-tasks.json", "[1, 2]", "cannot be read"),
                BadFile.text("ls-image.json", "[{\"data\": {}}]", "names no image"),
                BadFile.text("ls-none.json", "[]", "no task"),
                BadFile.text("ls-deep.json", "[".repeat(DEEP), "cannot be read"),
                BadFile.text("ls-cut.json", TASK.substring(0, 60), "cannot be read"));
    }

    private static BadFile task(String name, String value, String told) {
        return BadFile.text(name + ".json", TASK.formatted(value), told);
    }
}
