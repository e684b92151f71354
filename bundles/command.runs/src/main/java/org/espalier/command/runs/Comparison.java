package org.espalier.command.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.console.Json;
import org.espalier.console.Percent;
import org.espalier.diagnosis.Pipelines;
import org.espalier.runs.RunSummary;
import org.espalier.runs.StageNames;

/**
 * Runs beside each other.
 *
 * @param runs to be shown, in order
 * @param yardsticks finished supervised runs, those among {@code runs} first, then newest first
 */
record Comparison(List<RunSummary> runs, List<RunSummary> yardsticks) {
    /** A column: what is scored, with tags on the training split or without on the other. */
    private record Column(String heading, String key, boolean given, List<String> stages) {
        OptionalDouble score(RunSummary run) {
            return stages.stream()
                    .map(stage -> run.score(stage, given))
                    .filter(OptionalDouble::isPresent)
                    .findFirst()
                    .orElse(OptionalDouble.empty());
        }
    }

    /** The last one counts. */
    private static final List<String> REFINERS = StageNames.lastFirst(StageNames.REFINERS);

    private static final List<String> BEFORE_SEGMENTER =
            StageNames.lastFirst(StageNames.beforeSegmenter()).stream()
                    .filter(name -> name.endsWith(StageNames.CRF))
                    .toList();

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("TRAIN: LOC", "localizer", true, List.of("localizer")),
                    new Column("+REF", "refiner", true, REFINERS),
                    new Column("+CRF", "crf", true, BEFORE_SEGMENTER),
                    new Column("VAL: LOC", "localizer", false, List.of("localizer")),
                    new Column("+REF", "refiner", false, REFINERS),
                    new Column("+CRF", "crf", false, BEFORE_SEGMENTER),
                    new Column("SEG", "segmenter", false, List.of("segmenter")),
                    new Column("+CRF", "segmenter+crf", false, List.of("segmenter+crf")),
                    new Column("JOINED", "joined", false, List.of("joined")),
                    new Column("+CRF", "joined+crf", false, List.of("joined+crf")));

    /** Those that few runs have are left out where none has them. */
    private List<Column> columns() {
        return COLUMNS.stream()
                .filter(
                        c ->
                                !c.key().startsWith(StageNames.JOINED)
                                        || runs.stream().anyMatch(r -> c.score(r).isPresent()))
                .toList();
    }

    /** The supervised run that a run is measured by: of the same data, or there is none. */
    Optional<RunSummary> yardstick(RunSummary run) {
        return yardsticks.stream().filter(run::sameData).findFirst();
    }

    /** What a run reaches of its yardstick, as a rate; absent without one. */
    OptionalDouble share(RunSummary run) {
        Optional<Double> own = run.last().map(RunSummary.Row::mIoU);
        Optional<Double> most = yardstick(run).flatMap(RunSummary::last).map(RunSummary.Row::mIoU);
        return own.isPresent() && most.isPresent() && most.get() > 0
                ? OptionalDouble.of(own.get() / most.get())
                : OptionalDouble.empty();
    }

    /** The cells, headings first. */
    List<List<String>> cells() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("RUN", "FROM"));
        columns().forEach(c -> heading.add(c.heading()));
        heading.addAll(List.of("SHARE %", "PUBLISHED"));
        rows.add(heading);
        for (RunSummary run : runs) {
            List<String> row = new ArrayList<>(List.of(run.name(), from(run)));
            columns().forEach(c -> row.add(Percent.of(c.score(run).orElse(Double.NaN))));
            row.add(Percent.of(share(run).orElse(Double.NaN)));
            row.add(Published.of(run).map(Published::figures).orElse("-"));
            rows.add(row);
        }
        return rows;
    }

    /** What has to be said beside the figures. */
    List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>();
        notes.add(
                "mIoU in percent. TRAIN: training split, tags given; VAL: validation split, no tags.");
        for (RunSummary run : runs) {
            if (run.manifest().supervised()) {
                notes.add(run.name() + " " + Pipelines.LEARNS_FROM_MASKS + ": it is a yardstick.");
                continue;
            }
            notes.add(
                    yardstick(run)
                            .map(y -> "Share of %s: by %s.".formatted(run.name(), y.name()))
                            .orElse(
                                    "No share of %s: no finished supervised run of the same data."
                                            .formatted(run.name())));
        }
        List<String> published = new ArrayList<>();
        for (RunSummary run : runs) {
            Published.of(run).map(Published::line).ifPresent(published::add);
        }
        if (!published.isEmpty()) {
            notes.add("Published on VOC 2012, all images, other backbones:");
            published.stream().distinct().forEach(line -> notes.add("  " + line));
        }
        return notes;
    }

    /** For programs: rates in [0, 1], published figures in percent. */
    List<Map<String, Object>> json() throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (RunSummary run : runs) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", run.name());
            json.put("learnsFrom", from(run));
            json.put("dataset", run.manifest().dataset());
            json.put("train", scores(run, true));
            json.put("val", scores(run, false));
            json.put("final", run.last().map(RunSummary.Row::mIoU).orElse(null));
            json.put("yardstick", yardstick(run).map(RunSummary::name).orElse(null));
            json.put("share", Json.finite(share(run).orElse(Double.NaN)));
            json.put("published", Published.of(run).orElse(null));
            all.add(json);
        }
        return all;
    }

    private static Map<String, Object> scores(RunSummary run, boolean given) {
        Map<String, Object> scores = new LinkedHashMap<>();
        COLUMNS.stream()
                .filter(c -> c.given() == given)
                .forEach(c -> scores.put(c.key(), Json.finite(c.score(run).orElse(Double.NaN))));
        return scores;
    }

    private static String from(RunSummary run) {
        return run.manifest().supervised() ? "masks" : "tags";
    }
}
