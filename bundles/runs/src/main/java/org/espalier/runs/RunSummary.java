package org.espalier.runs;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.pipeline.RoundResult;

/**
 * A finished run as its files tell of it.
 *
 * @param name {@code cam/3}
 * @param manifest what it was asked to do
 * @param stages the rows of its table, in the order in which they were made
 */
public record RunSummary(String name, Manifest manifest, List<Row> stages) {
    /**
     * A row of {@code result.json}.
     *
     * @param tags {@code given} or {@code none}
     * @param mIoU in [0, 1], or null when no image was counted
     * @param rounds of a stage that learns in rounds; else, and in files that know none, empty
     */
    public record Row(
            String stage,
            String method,
            String split,
            String tags,
            Double mIoU,
            List<RoundResult> rounds) {
        /** Names and rounds that are not there are empty. */
        public Row {
            stage = Objects.requireNonNullElse(stage, "");
            method = Objects.requireNonNullElse(method, "");
            split = Objects.requireNonNullElse(split, "");
            tags = Objects.requireNonNullElse(tags, "");
            rounds = rounds == null ? List.of() : List.copyOf(rounds);
        }
    }

    /** What is read of {@code result.json}. */
    private record Result(List<Row> stages) {
        Result {
            stages = stages == null ? List.of() : List.copyOf(stages);
        }
    }

    /**
     * Reads it.
     *
     * @throws org.espalier.api.data.BadInputException when a file is missing or damaged
     */
    public static RunSummary read(RunFolder run) throws IOException {
        String right = "give the folder of a finished run, such as runs/cam/1";
        Result result = Json.read(run.path().resolve(RunFolder.RESULT), Result.class, right);
        return new RunSummary(RunNames.of(run), run.manifest(), result.stages());
    }

    /**
     * A score.
     *
     * @param stage {@code localizer}, {@code refiner+crf} …
     * @param given whether with the data set's tags on the training split, else without tags on the
     *     validation split
     */
    public OptionalDouble score(String stage, boolean given) {
        String split = given ? manifest.train() : manifest.val();
        return stages.stream()
                .filter(r -> r.split().equals(split) && r.tags().equals(given ? "given" : "none"))
                .filter(r -> r.stage().equals(stage) && r.mIoU() != null)
                .mapToDouble(Row::mIoU)
                .reduce((a, b) -> b);
    }

    /** The last stage on the validation split without tags: what the run is judged by. */
    public Optional<Row> last() {
        return stages.stream()
                .filter(r -> r.tags().equals("none") && r.split().equals(manifest.val()))
                .reduce((a, b) -> b);
    }

    /** Whether both learned from and were scored on the same images. */
    public boolean sameData(RunSummary other) {
        Manifest a = manifest;
        Manifest b = other.manifest;
        return a.dataset().equals(b.dataset())
                && a.classes().equals(b.classes())
                && a.fingerprints() != null
                && Objects.equals(a.fingerprints(), b.fingerprints());
    }
}
