package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Interval;
import org.espalier.api.evaluation.ThresholdPoint;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    private static StageResult row(TagUse tags, double mIoU) {
        Map<String, Double> iou = new LinkedHashMap<>();
        iou.put("background", 0.7);
        iou.put("cat", Double.NaN);
        Evaluation evaluation =
                new Evaluation(
                        3,
                        mIoU,
                        iou,
                        Optional.of(new Interval(0.3, 0.5)),
                        List.of(new ThresholdPoint(0.1, 0.2), new ThresholdPoint(0.2, 0.45)),
                        OptionalDouble.of(0.9),
                        new long[][] {{1, 2}, {3, 4}},
                        Map.of("a", 0.5));
        return new StageResult("localizer", "cam", "val", tags, evaluation, 1.23456);
    }

    private static StageResult withRounds(RoundResult... rounds) {
        Evaluation evaluation = row(TagUse.GIVEN, 0.4).evaluation();
        return new StageResult(
                "refiner", "x", "train", TagUse.GIVEN, evaluation, 1, List.of(rounds));
    }

    private static JsonObject json(StageResult... rows) {
        return JsonParser.parseString(
                        ResultJson.text(
                                new RunResult(
                                        Path.of("r"), "cam", 7, "voc", List.of(rows), List.of())))
                .getAsJsonObject();
    }

    @Test
    void hasTheFieldsThatReadersRelyOn() {
        JsonObject json = json(row(TagUse.GIVEN, 0.4), row(TagUse.NONE, 0.35));
        assertEquals("cam", json.get("pipeline").getAsString());
        assertEquals(7, json.get("seed").getAsLong());
        JsonObject given = json.getAsJsonArray("stages").get(0).getAsJsonObject();
        assertEquals("given", given.get("tags").getAsString());
        assertEquals("data set", given.get("tagsFrom").getAsString());
        JsonObject last = json.getAsJsonObject("final");
        assertEquals("none", last.get("tags").getAsString());
        assertEquals("predicted by the localizer", last.get("tagsFrom").getAsString());
        assertFalse(json.get("supervised").getAsBoolean());
        assertEquals(0.4, given.get("mIoU").getAsDouble());
        assertEquals(0.2, given.getAsJsonObject("bestThreshold").get("threshold").getAsDouble());
        assertEquals(0.45, given.getAsJsonObject("bestThreshold").get("mIoU").getAsDouble());
        assertEquals(1.235, given.get("seconds").getAsDouble());
        assertEquals(0.35, json.getAsJsonObject("final").get("mIoU").getAsDouble());
    }

    @Test
    void aSegmenterNeedsNoTags() {
        StageResult scored = row(TagUse.NONE, 0.4);
        for (String stage : List.of("segmenter", "segmenter+crf")) {
            StageResult row =
                    new StageResult(stage, "m", "val", TagUse.NONE, scored.evaluation(), 1);
            assertEquals(
                    "not needed", json(row).getAsJsonObject("final").get("tagsFrom").getAsString());
        }
    }

    @Test
    void whatIsNotANumberIsNull() {
        JsonObject row = json(row(TagUse.NONE, Double.NaN)).getAsJsonObject("final");
        assertTrue(row.get("mIoU").isJsonNull());
        assertTrue(row.getAsJsonObject("iou").get("cat").isJsonNull());
    }

    @Test
    void withoutARowWithoutTagsThereIsNoFinal() {
        assertTrue(json(row(TagUse.GIVEN, 0.4)).get("final").isJsonNull());
    }

    @Test
    void aRowHasItsRounds() {
        JsonObject row =
                json(withRounds(
                                new RoundResult(0, 663, 0.41, 0.78, 0.55),
                                new RoundResult(1, 0, Double.NaN, Double.NaN, 0)))
                        .getAsJsonArray("stages")
                        .get(0)
                        .getAsJsonObject();
        assertEquals(
                JsonParser.parseString(
                        """
                        [{"round": 0, "images": 663, "mIoU": 0.41, "precision": 0.78,
                          "coverage": 0.55},
                         {"round": 1, "images": 0, "mIoU": null, "precision": null,
                          "coverage": 0.0}]
                        """),
                row.get("rounds"));
    }

    @Test
    void aRowWithoutRoundsDoesNotSpeakOfThem() {
        assertFalse(json(row(TagUse.NONE, 0.4)).getAsJsonObject("final").has("rounds"));
    }
}
