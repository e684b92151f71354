package org.espalier.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RoundFolder;
import org.espalier.work.InOrder;

/**
 * Scores what a stage that learns in rounds kept of each, on the training images that have a true
 * mask. The stage has ended by then and is never told.
 */
final class RoundScores {
    private final Run run;
    private final InOrder workers;
    private final ImageCodec codec;
    private final Progress progress;

    RoundScores(Run run, InOrder workers, ImageCodec codec, Progress progress) {
        this.run = run;
        this.workers = workers;
        this.codec = codec;
        this.progress = progress;
    }

    /**
     * An image after a round: all of one size.
     *
     * @param confident none in a round that has none at all, as the one before the first
     */
    private record Pixels(LabelMap labels, Optional<LabelMap> confident, LabelMap truth) {}

    /**
     * An image that has no labels in the first round that is there was not used by the stage, which
     * has said why. Any other counts in a round with all of its files or not at all; one of which a
     * file is missing or cannot be read is a failure of the stage's evaluation.
     *
     * @param role the stage that learned: {@code refiner}
     * @param folder where it learned
     * @param split that knows the true masks
     * @param samples what it learned from
     * @return in the order of the rounds; empty when the stage keeps none or no mask is known
     */
    List<RoundResult> of(String role, Path folder, Split split, List<Sample> samples)
            throws IOException {
        List<RoundFolder> rounds = split.hasTruth() ? RoundFolder.in(folder) : List.of();
        if (rounds.isEmpty()) {
            return List.of();
        }
        RoundFolder first = rounds.get(0);
        List<Sample> used =
                samples.stream().filter(sample -> Files.exists(first.labels(sample))).toList();
        List<RoundResult> results = new ArrayList<>();
        long steps = (long) rounds.size() * used.size();
        try (Progress.Task task = progress.begin("rounds of " + role, steps)) {
            for (RoundFolder round : rounds) {
                RoundResult result = score(round, role, split, used, task);
                results.add(result);
                measure(role + "/labels mIoU", round, result.mIoU());
                measure(role + "/precision", round, result.precision());
                measure(role + "/coverage", round, result.coverage());
            }
        }
        return results;
    }

    private void measure(String curve, RoundFolder round, double value) {
        if (Double.isFinite(value)) {
            progress.measure(curve, round.round(), value);
        }
    }

    private RoundResult score(
            RoundFolder round, String role, Split split, List<Sample> samples, Progress.Task task)
            throws IOException {
        Scoring scoring = run.startScoring();
        Sureness sureness = new Sureness();
        workers.run(
                samples,
                sample -> read(round, split, sample),
                (sample, pixels, failure) -> {
                    task.advance(1);
                    Exception reason = failure;
                    if (reason == null && pixels.isPresent()) {
                        reason = count(sample, pixels.get(), scoring, sureness);
                    }
                    if (reason != null) {
                        run.failures().add("evaluation of " + role, sample.id(), reason);
                    }
                });
        Evaluation labels = scoring.result();
        return new RoundResult(
                round.round(),
                labels.images(),
                labels.mIoU(),
                sureness.precision(),
                sureness.coverage());
    }

    /**
     * @return why the image was not counted, or null
     */
    private static Exception count(
            Sample sample, Pixels pixels, Scoring scoring, Sureness sureness) {
        try {
            scoring.add(Prediction.of(sample.id(), pixels.labels()), pixels.truth());
        } catch (IOException | RuntimeException e) {
            return e;
        }
        pixels.confident().ifPresent(confident -> sureness.add(confident, pixels.truth()));
        return null;
    }

    private Optional<Pixels> read(RoundFolder round, Split split, Sample sample)
            throws IOException {
        Optional<LabelMap> truth = split.truth(sample);
        if (truth.isEmpty()) {
            return Optional.empty();
        }
        LabelMap labels = read(round, round.labels(sample), truth.get());
        Path sure = round.confident(sample);
        Optional<LabelMap> confident =
                Files.isDirectory(sure.getParent())
                        ? Optional.of(read(round, sure, truth.get()))
                        : Optional.empty();
        return Optional.of(new Pixels(labels, confident, truth.get()));
    }

    private LabelMap read(RoundFolder round, Path file, LabelMap truth) throws IOException {
        String what = "round %d, %s".formatted(round.round(), round.path().relativize(file));
        if (!Files.exists(file)) {
            throw new BadInputException(
                    what, "is missing", "without it the image does not count in this round");
        }
        LabelMap map = codec.readLabels(file);
        if (map.width() != truth.width() || map.height() != truth.height()) {
            throw new BadInputException(
                    what,
                    "it is %d x %d".formatted(map.width(), map.height()),
                    "the true mask is %d x %d".formatted(truth.width(), truth.height()));
        }
        return map;
    }
}
