package org.espalier.command.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.console.Percent;
import org.espalier.console.Table;
import org.espalier.diagnosis.Pipelines;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunAgain;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunProgress;
import org.espalier.runs.RunScores;
import org.espalier.runs.RunState;
import org.espalier.runs.RunSummary;

/** A run as a person reads it. */
final class RunText {
    private RunText() {}

    /**
     * @param settings whether every parameter in force is listed too
     */
    static String of(RunFolder run, boolean settings) throws IOException {
        Manifest manifest = run.manifest();
        RunState state = run.state();
        Table head =
                new Table()
                        .row("run", RunNames.of(run))
                        .row("state", state + doing(run, state))
                        .row("data", (manifest.dataset() + " " + manifest.data()).strip())
                        .row("splits", manifest.train() + ", scored on " + manifest.val())
                        .row("seed", manifest.seed())
                        .row("stages", stages(manifest));
        if (manifest.supervised()) {
            head.row("marked", Pipelines.LEARNS_FROM_MASKS);
        }
        head.row("folder", run.path());
        Path report = run.path().resolve("report.html");
        if (Files.exists(report)) {
            head.row("report", report);
        }
        head.row(
                state == RunState.INTERRUPTED ? "go on" : "again",
                RunAgain.command(manifest, run.path()));
        return head
                + (state == RunState.FINISHED ? "\n" + scores(run) + rounds(run) : "")
                + (settings ? "\n" + settings(manifest) : "");
    }

    private static String doing(RunFolder run, RunState state) {
        String doing = state == RunState.FINISHED ? "" : Doing.of(RunProgress.read(run.path()));
        return doing.isEmpty() ? "" : (state == RunState.RUNNING ? ": " : " at: ") + doing;
    }

    private static String stages(Manifest manifest) {
        return manifest.stages().entrySet().stream()
                .map(s -> s.getKey() + " " + s.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String scores(RunFolder run) throws IOException {
        Table table =
                new Table()
                        .row(
                                "STAGE",
                                "METHOD",
                                "SPLIT",
                                "TAGS",
                                "mIoU %",
                                "95 % INTERVAL",
                                "IMAGES",
                                "SECONDS");
        for (RunScores.Row row : RunScores.read(run).rows()) {
            table.row(
                    row.stage(),
                    row.method(),
                    row.split(),
                    row.tags(),
                    Percent.ofNullable(row.mIoU()),
                    Optional.ofNullable(row.interval())
                            .filter(i -> i.size() == 2)
                            .map(
                                    i ->
                                            Percent.ofNullable(i.get(0))
                                                    + " to "
                                                    + Percent.ofNullable(i.get(1)))
                            .orElse("-"),
                    row.images(),
                    String.format(Locale.ROOT, "%.1f", row.seconds()));
        }
        return table.toString();
    }

    private static String rounds(RunFolder run) throws IOException {
        Table table = new Table().row("STAGE", "ROUND", "mIoU %", "PRECISION %", "COVERAGE %");
        boolean any = false;
        for (RunSummary.Row row : RunSummary.read(run).stages()) {
            for (RoundResult round : row.rounds()) {
                table.row(
                        row.stage(),
                        round.round(),
                        Percent.of(round.mIoU()),
                        Percent.of(round.precision()),
                        Percent.of(round.coverage()));
                any = true;
            }
        }
        return any ? "\n" + table : "";
    }

    private static String settings(Manifest manifest) {
        Table table = new Table().row("PARAMETER", "IN FORCE");
        manifest.settings()
                .forEach(
                        (stage, values) ->
                                values.forEach(
                                        (key, value) -> table.row(stage + "." + key, value)));
        return table.toString();
    }
}
