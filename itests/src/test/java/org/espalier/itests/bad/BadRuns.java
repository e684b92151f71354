package org.espalier.itests.bad;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Files of runs that do not hold what they should. */
public final class BadRuns {
    private static final String DEEP = "[".repeat(100_000);

    private static final String MANIFEST =
            """
            {"pipeline": "toy", "key": "k", "dataset": "folder", "data": "d", "fingerprints": {},
             "train": "train", "val": "val", "classes": ["background", "cat"], "background": 0,
             "seed": 1, "stages": {"localizer": "toy"}, "asked": {}, "settings": {},
             "bundles": {}, "machine": {}}""";

    private static final String ROW =
            """
            {"stage": "localizer", "method": "toy", "split": "val", "tags": "none", "mIoU": 0.5,
             "iou": {"cat": 0.5}, "imageIoU": {"a": 0.5}, "images": 1, "seconds": 1}""";

    private BadRuns() {}

    /**
     * A run with one file changed.
     *
     * @param run what its pipeline is called
     * @param file which is changed
     */
    public record Changed(String run, String file, byte[] content) {}

    /** All of them. */
    public static List<Changed> all() {
        List<Changed> all = new ArrayList<>();
        for (String file :
                List.of("manifest.json", "result.json", "evaluations.json", "progress.json")) {
            String kind = file.substring(0, file.indexOf('.'));
            all.add(new Changed(kind + "-empty", file, new byte[0]));
            all.add(new Changed(kind + "-zeros", file, new byte[100]));
            all.add(new Changed(kind + "-latin", file, new byte[] {'{', '"', (byte) 0xe4, '"'}));
            all.add(text(kind + "-null", file, "null"));
            all.add(text(kind + "-text", file, "\"\u001b[2J\""));
            all.add(text(kind + "-number", file, "1e999999999"));
            all.add(text(kind + "-object", file, "{}"));
            all.add(text(kind + "-array", file, "[]"));
            all.add(text(kind + "-nulls", file, "[null]"));
            all.add(text(kind + "-cut", file, MANIFEST.substring(0, 120)));
            all.add(text(kind + "-deep", file, DEEP));
        }
        for (String key : List.of("stages", "settings", "bundles", "asked", "fingerprints")) {
            all.add(
                    manifest(
                            key + "-null",
                            "\"" + key + "\": {",
                            "\"" + key + "\": null, \"x\": {"));
            all.add(manifest(key + "-one", "\"" + key + "\": {", "\"" + key + "\": 1, \"x\": {"));
        }
        all.add(manifest("stage-null", "{\"localizer\": \"toy\"}", "{\"localizer\": null}"));
        all.add(manifest("settings-x", "\"settings\": {", "\"settings\": {\"a\": null"));
        all.add(manifest("classes-null", "[\"background\", \"cat\"]", "null"));
        all.add(manifest("class-null", "\"cat\"", "null"));
        all.add(manifest("class-twice", "\"cat\"", "\"background\""));
        all.add(manifest("classless", "[\"background\", \"cat\"]", "[]"));
        all.add(manifest("background", "\"background\": 0", "\"background\": 99"));
        all.add(manifest("seed", "\"seed\": 1", "\"seed\": 1.5"));
        all.add(manifest("seeds", "\"seed\": 1", "\"seed\": 99999999999999999999"));
        all.add(manifest("above", "\"pipeline\": \"toy\"", "\"pipeline\": \"../../x\""));
        all.add(manifest("train", "\"train\": \"train\"", "\"train\": \"../../..\""));
        all.add(manifest("escape", "\"data\": \"d\"", "\"data\": \"\\u001b[2J\""));
        for (String part : List.of("stage", "method", "split", "tags", "mIoU", "iou", "imageIoU")) {
            String nothing = ROW.replaceFirst("\"" + part + "\": [^,]*,", "");
            String number = ROW.replaceFirst("\"" + part + "\": [^,]*,", "\"" + part + "\": [],");
            all.add(text("row-no-" + part, "result.json", result(nothing)));
            all.add(text("rows-no-" + part, "evaluations.json", "[" + nothing + "]"));
            all.add(text("row-list-" + part, "result.json", result(number)));
            all.add(text("rows-list-" + part, "evaluations.json", "[" + number + "]"));
        }
        all.add(text("stages-null", "result.json", result("null")));
        all.add(text("stages-one", "result.json", "{\"pipeline\": \"toy\", \"stages\": 1}"));
        all.add(text("pipeline-list", "result.json", "{\"pipeline\": [1, 2], \"stages\": []}"));
        all.add(text("rounds", "result.json", result(ROW.replace("1}", "1, \"rounds\": [null]}"))));
        all.add(
                text(
                        "interval",
                        "evaluations.json",
                        "[" + ROW.replace("1}", "1, \"interval\": [null, 1]}") + "]"));
        all.add(text("iou-null", "evaluations.json", "[" + ROW.replace("0.5}", "null}") + "]"));
        all.add(text("tasks", "progress.json", "{\"tasks\": [null, {\"total\": -1}]}"));
        String curve = "curves/events.out.tfevents.0000000001.espalier";
        all.add(new Changed("curve-empty", curve, new byte[0]));
        all.add(new Changed("curve-zeros", curve, new byte[1_000]));
        all.add(text("curve-text", curve, "no curve at all, and some more of it"));
        return all;
    }

    private static Changed text(String run, String file, String content) {
        return new Changed(run, file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Changed manifest(String run, String from, String to) {
        return text("manifest-" + run, "manifest.json", MANIFEST.replace(from, to));
    }

    private static String result(String row) {
        return "{\"pipeline\": \"toy\", \"seed\": 1, \"dataset\": \"folder\", \"stages\": ["
                + row
                + "]}";
    }
}
