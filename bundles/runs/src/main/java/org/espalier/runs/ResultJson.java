package org.espalier.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Pointing;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;

/** A run's result in the form of its JSON files. Rates are in [0, 1]; NaN becomes null. */
public final class ResultJson {
    private ResultJson() {}

    /** The content of {@code result.json} as text. */
    public static String text(RunResult result) {
        return Json.text(of(result));
    }

    /** The content of {@code result.json}: the table. */
    static Map<String, Object> of(RunResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pipeline", result.pipeline());
        json.put("seed", result.seed());
        json.put("dataset", result.dataset());
        json.put("supervised", result.supervised());
        json.put("stages", result.stages().stream().map(ResultJson::row).toList());
        json.put("final", result.last().map(ResultJson::row).orElse(null));
        json.put("failures", result.failures().size());
        return json;
    }

    /** The content of {@code evaluations.json}: all there is to know of each row. */
    static List<Map<String, Object>> evaluations(RunResult result) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (StageResult stage : result.stages()) {
            Map<String, Object> row = row(stage);
            Evaluation evaluation = stage.evaluation();
            row.put("sweep", evaluation.sweep());
            row.put("confusion", evaluation.confusion());
            row.put("imageIoU", finite(evaluation.imageIoU()));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> row(StageResult stage) {
        Evaluation evaluation = stage.evaluation();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("stage", stage.stage());
        row.put("method", stage.method());
        row.put("split", stage.split());
        row.put("tags", stage.tags().toString());
        row.put("tagsFrom", stage.tagSource().toString());
        row.put("mIoU", finite(evaluation.mIoU()));
        evaluation.interval().ifPresent(i -> row.put("interval", List.of(i.low(), i.high())));
        evaluation.bestThreshold().ifPresent(best -> row.put("bestThreshold", best));
        evaluation.meanAveragePrecision().ifPresent(map -> row.put("mAP", finite(map)));
        evaluation.pointing().ifPresent(pointing -> row.put("pointing", pointing(pointing)));
        row.put("iou", finite(evaluation.iou()));
        row.put("images", evaluation.images());
        row.put("seconds", Math.round(stage.seconds() * 1000) / 1000.0);
        if (!stage.rounds().isEmpty()) {
            row.put("rounds", stage.rounds());
        }
        return row;
    }

    private static Map<String, Object> pointing(Pointing pointing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accuracy", finite(pointing.accuracy()));
        json.put("pairs", pointing.pairs());
        json.put("mAP", finite(pointing.meanAveragePrecision()));
        json.put("boxes", pointing.boxes().toString());
        return json;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Map<String, Double> finite(Map<String, Double> values) {
        Map<String, Double> json = new LinkedHashMap<>();
        values.forEach((name, value) -> json.put(name, finite(value)));
        return json;
    }
}
