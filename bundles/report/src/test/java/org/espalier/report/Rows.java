package org.espalier.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Interval;
import org.espalier.api.evaluation.ThresholdPoint;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.espalier.page.Html;
import org.espalier.page.Section;

/** Rows and runs with just what a section looks at. */
final class Rows {
    static final ClassSet PETS = ClassSet.withBackground(List.of("background", "cat", "dog"));

    private Rows() {}

    static StageResult row(String stage, String split, TagUse tags, Evaluation evaluation) {
        return new StageResult(stage, "cam", split, tags, evaluation, 2);
    }

    static StageResult row(String stage, String split, TagUse tags) {
        return row(stage, split, tags, scored(0.5));
    }

    /** A refiner that learned in rounds. */
    static StageResult learned(String stage, String method, RoundResult... rounds) {
        return new StageResult(
                stage, method, "train", TagUse.GIVEN, scored(0.5), 2, List.of(rounds));
    }

    static Evaluation scored(double mIoU) {
        return evaluation(mIoU, Optional.empty(), List.of(), new long[3][3], Map.of());
    }

    static Evaluation withInterval(double mIoU, double low, double high) {
        Optional<Interval> interval = Optional.of(new Interval(low, high));
        return evaluation(mIoU, interval, List.of(), new long[3][3], Map.of());
    }

    static Evaluation swept(ThresholdPoint... sweep) {
        return evaluation(0.5, Optional.empty(), List.of(sweep), new long[3][3], Map.of());
    }

    static Evaluation confused(long[][] confusion) {
        return evaluation(0.5, Optional.empty(), List.of(), confusion, Map.of());
    }

    /** IoU of the classes of {@link #PETS}. */
    static Evaluation ofClasses(double background, double cat, double dog) {
        Map<String, Double> iou = new LinkedHashMap<>();
        iou.put("background", background);
        iou.put("cat", cat);
        iou.put("dog", dog);
        return evaluation(0.5, Optional.empty(), List.of(), new long[3][3], iou);
    }

    private static Evaluation evaluation(
            double mIoU,
            Optional<Interval> interval,
            List<ThresholdPoint> sweep,
            long[][] confusion,
            Map<String, Double> iou) {
        return new Evaluation(
                9, mIoU, iou, interval, sweep, OptionalDouble.empty(), confusion, Map.of());
    }

    /** A run of these rows whose validation split is {@code val}. */
    static RunView view(StageResult... rows) {
        List<Split> splits = new FakeRun(Path.of("7"), PETS, List.of("a"), -1, List.of()).splits();
        List<Failure> failures = List.of();
        RunResult result = new RunResult(Path.of("7"), "cam", 1, "voc", List.of(rows), failures);
        return new RunView(
                new FinishedRun() {
                    @Override
                    public RunResult result() {
                        return result;
                    }

                    @Override
                    public ClassSet classes() {
                        return PETS;
                    }

                    @Override
                    public List<Split> splits() {
                        return splits;
                    }

                    @Override
                    public Optional<LabelMap> labels(StageResult row, Sample sample) {
                        return Optional.empty();
                    }
                });
    }

    static String html(Section section) throws Exception {
        StringBuilder out = new StringBuilder();
        section.write(new Html(out));
        return out.toString();
    }
}
