package org.espalier.pipeline.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.plan.LabelRule;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.runs.AppliedStage;
import org.espalier.runs.FailureFile;
import org.espalier.runs.MarkedFolder;

/** A stage being applied to one view of a split, and scored. */
public final class Pass {
    private final String name;
    private final Plugged<?> plugged;
    private final String key;
    private final View view;
    private final boolean keepScores;
    private final Stage stage;
    private final MarkedFolder folder;
    private final AppliedStage applied;
    private final boolean known;
    private final List<Failure> failures;
    private final Map<String, Failure> failedBefore = new HashMap<>();
    private final List<Sample> good = new ArrayList<>();
    private final Scoring scoring;

    /**
     * @param name the row's name: {@code localizer}, {@code localizer+crf}
     * @param key of everything the stage's result depends on
     * @param keepScores whether a later stage, or the sweep of thresholds, needs the scores
     */
    Pass(
            Run run,
            String name,
            Plugged<?> plugged,
            String key,
            View view,
            boolean keepScores,
            Stage stage)
            throws IOException {
        this.name = name;
        this.plugged = plugged;
        this.key = key;
        this.view = view;
        this.keepScores = keepScores;
        this.stage = stage;
        this.folder = run.folder(name + "/" + view.name(), key);
        this.applied = run.applied(folder);
        this.known = folder.isFinished(key);
        this.failures = new ArrayList<>(known ? new FailureFile(folder.path()).read() : List.of());
        failures.forEach(f -> failedBefore.put(f.id(), f));
        this.scoring = run.startScoring();
    }

    /** What a stage says of an image; class scores where it tells. */
    record Answer(ScoreMap scores, Optional<float[]> classScores) {}

    /** A stage with its model open. */
    interface Stage {
        Answer apply(Sample sample, Image image) throws IOException;
    }

    /** What is kept of an image for scoring. */
    record Done(LabelMap labels, Optional<ScoreMap> scores, Optional<float[]> classScores) {}

    /** Whether the image has been done before, in this run or an earlier one. */
    boolean has(Sample sample) {
        return known || applied.has(sample);
    }

    /**
     * @throws IOException for the reason of then where the image could not be used
     */
    Done read(Sample sample) throws IOException {
        Failure before = failedBefore.get(sample.id());
        if (before != null) {
            throw new IOException(before.reason());
        }
        Optional<ScoreMap> scores =
                applied.hasScores(sample) ? Optional.of(applied.scores(sample)) : Optional.empty();
        return new Done(applied.labels(sample), scores, applied.classScores(sample));
    }

    Done make(Sample sample, Image image, LabelRule rule) throws IOException {
        Answer answer = stage.apply(sample, image);
        LabelMap labels = rule.labels(answer.scores(), image);
        if (Thread.interrupted()) {
            throw new InterruptedIOException("was given up"); // and told as a failure
        }
        Optional<ScoreMap> kept = keepScores ? Optional.of(answer.scores()) : Optional.empty();
        applied.write(sample, labels, kept, answer.classScores());
        return new Done(labels, kept, answer.classScores());
    }

    void succeeded(Sample sample) {
        good.add(sample);
    }

    void failed(Sample sample, Exception reason, Failures all) {
        Failure failure = all.add(name, sample.id(), reason);
        if (!known) {
            failures.add(failure);
        }
    }

    String name() {
        return name;
    }

    View view() {
        return view;
    }

    Scoring scoring() {
        return scoring;
    }

    /** Marks what was made as complete. */
    Row finish(Run run, double seconds) throws IOException {
        run.failures().addAll(failures);
        if (!known) {
            new FailureFile(folder.path()).write(failures);
            run.finish(folder, key);
        }
        StageResult result =
                new StageResult(
                        name,
                        plugged.name(),
                        view.split().name(),
                        view.tags(),
                        scoring.result(),
                        seconds);
        return new Row(result, view, applied, good);
    }

    /** A scored stage on a view, and the images that it could use. */
    record Row(StageResult result, View view, AppliedStage applied, List<Sample> samples) {
        /** The images that another row could use too. */
        List<Sample> common(Row other) {
            Set<String> there = other.samples.stream().map(Sample::id).collect(Collectors.toSet());
            return samples.stream().filter(sample -> there.contains(sample.id())).toList();
        }

        /** The same, with the rounds in which the stage learned. */
        Row with(List<RoundResult> rounds) {
            return new Row(
                    new StageResult(
                            result.stage(),
                            result.method(),
                            result.split(),
                            result.tags(),
                            result.evaluation(),
                            result.seconds(),
                            rounds),
                    view,
                    applied,
                    samples);
        }
    }
}
