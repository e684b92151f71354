package org.espalier.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.espalier.api.data.BadInputException;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunAgain;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunProgress;
import org.espalier.runs.RunState;
import org.espalier.runs.RunSummary;

/**
 * A run in one line of the list.
 *
 * @param data its format and place
 * @param stages the method of each stage
 * @param began the moment its manifest was written, in milliseconds since 1970
 * @param last the score it is judged by, in [0, 1]; null where there is none
 * @param work what is under way, or was when it was interrupted
 * @param again what to type to go on with it
 * @param report whether it has one
 * @param problem what is wrong with its files, or null
 * @param stamp changes when there is more of it to see than this line
 */
record RunLine(
        String name,
        String state,
        String data,
        Long seed,
        boolean supervised,
        Map<String, String> stages,
        long began,
        Double last,
        List<Work> work,
        String again,
        boolean report,
        String problem,
        String stamp) {
    static final String REPORT = "report.html";

    /**
     * A piece of work.
     *
     * @param rate steps a second
     * @param left seconds, or null while it cannot be told
     */
    record Work(String label, long done, long total, double rate, Double left) {
        static Work of(RunProgress.Task task) {
            double left = task.secondsLeft();
            return new Work(
                    task.label(),
                    task.done(),
                    task.total(),
                    finite(task.rate()) == null ? 0 : task.rate(),
                    finite(left));
        }
    }

    static RunLine of(RunFolder run) throws IOException {
        RunState state = run.state();
        List<Work> work =
                state == RunState.FINISHED
                        ? List.of()
                        : RunProgress.read(run.path()).stream()
                                .flatMap(p -> p.tasks().stream())
                                .map(Work::of)
                                .toList();
        try {
            Manifest manifest = run.manifest();
            return new RunLine(
                    RunNames.of(run),
                    state.toString(),
                    (manifest.dataset() + " " + manifest.data()).strip(),
                    manifest.seed(),
                    manifest.supervised(),
                    manifest.stages(),
                    run.began().toEpochMilli(),
                    state == RunState.FINISHED ? last(run) : null,
                    work,
                    RunAgain.command(manifest, run.path()),
                    Files.exists(run.path().resolve(REPORT)),
                    null,
                    stamp(run, state));
        } catch (BadInputException e) {
            return new RunLine(
                    RunNames.of(run),
                    state.toString(),
                    "",
                    null,
                    false,
                    Map.of(),
                    run.began().toEpochMilli(),
                    null,
                    work,
                    "",
                    false,
                    e.getMessage(),
                    "");
        }
    }

    private static Double last(RunFolder run) throws IOException {
        return RunSummary.read(run).last().map(RunSummary.Row::mIoU).orElse(null);
    }

    /** Grows curves, gets masks, or comes to its end. */
    private static String stamp(RunFolder run, RunState state) throws IOException {
        List<Object> seen = new ArrayList<>(List.of(state));
        if (state != RunState.FINISHED) {
            for (StageFolders.Applied applied : StageFolders.of(run).all()) {
                seen.add(Files.getLastModifiedTime(applied.labels()));
            }
            if (Files.isDirectory(run.curves())) {
                try (Stream<Path> files = Files.list(run.curves())) {
                    for (Path file : files.toList()) {
                        seen.add(Files.size(file));
                    }
                }
            }
        }
        return Integer.toHexString(Objects.hash(seen.toArray()));
    }

    /** A number for JSON, which knows no NaN. */
    static Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
