package org.espalier.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.stage.Progress;
import org.espalier.runs.AppliedStage;
import org.espalier.runs.MarkedFolder;

/** Applies a stage to the images of a split, keeps what it says of each, and scores it. */
final class StageRunner {
    private final Run run;
    private final InOrder workers;
    private final LabelRule rule;
    private final Progress progress;

    StageRunner(Run run, InOrder workers, LabelRule rule, Progress progress) {
        this.run = run;
        this.workers = workers;
        this.rule = rule;
        this.progress = progress;
    }

    /** What a stage says of an image; class scores where it tells. */
    record Answer(ScoreMap scores, Optional<float[]> classScores) {}

    /** A stage with its model open. */
    interface Stage {
        Answer apply(Sample sample, Image image) throws IOException;
    }

    /** What is kept of an image for scoring. */
    private record Done(
            LabelMap labels, Optional<ScoreMap> scores, Optional<float[]> classScores) {}

    /**
     * Applies and scores a stage.
     *
     * @param name the row's name: {@code localizer}, {@code localizer+crf}
     * @param key of everything the stage's result depends on
     * @param samples the images that the stage before it could use
     * @param keepScores whether a later stage, or the sweep of thresholds, needs the scores
     */
    Row apply(
            String name,
            Plugged<?> plugged,
            String key,
            View view,
            List<Sample> samples,
            boolean keepScores,
            Stage stage)
            throws IOException {
        MarkedFolder folder = run.folder(name + "/" + view.name(), key);
        AppliedStage applied = run.applied(folder);
        long start = System.nanoTime();
        boolean known = folder.isFinished(key);
        List<Failure> failures = new ArrayList<>(known ? run.readFailures(folder) : List.of());
        List<Sample> good = new ArrayList<>();
        Scoring scoring = run.startScoring();
        try (Progress.Task task = progress.begin(name + " " + view.name(), samples.size())) {
            workers.run(
                    samples,
                    sample ->
                            known || applied.has(sample)
                                    ? read(sample, applied)
                                    : make(sample, stage, applied, keepScores),
                    (sample, done, failure) -> {
                        task.advance(1);
                        if (done == null) {
                            if (!known) {
                                failures.add(run.failures().add(name, sample.id(), failure));
                            }
                        } else {
                            good.add(sample);
                            score(name, view, sample, done, scoring);
                        }
                    });
        }
        run.failures().addAll(failures);
        if (!known) {
            run.writeFailures(folder, failures);
            folder.finish(key);
        }
        StageResult result =
                new StageResult(
                        name,
                        plugged.name(),
                        view.split().name(),
                        view.tags(),
                        scoring.result(),
                        (System.nanoTime() - start) / 1e9);
        return new Row(result, view, applied, good);
    }

    /** A scored stage on a view, and the images that it could use. */
    record Row(StageResult result, View view, AppliedStage applied, List<Sample> samples) {}

    private Done make(Sample sample, Stage stage, AppliedStage applied, boolean keepScores)
            throws IOException {
        Image image = sample.image();
        Answer answer = stage.apply(sample, image);
        LabelMap labels = rule.labels(answer.scores(), image);
        Optional<ScoreMap> kept = keepScores ? Optional.of(answer.scores()) : Optional.empty();
        applied.write(sample, labels, kept, answer.classScores());
        return new Done(labels, kept, answer.classScores());
    }

    private Done read(Sample sample, AppliedStage applied) throws IOException {
        Optional<ScoreMap> scores =
                applied.hasScores(sample) ? Optional.of(applied.scores(sample)) : Optional.empty();
        return new Done(applied.labels(sample), scores, applied.classScores(sample));
    }

    private void score(String name, View view, Sample sample, Done done, Scoring scoring) {
        try {
            Optional<LabelMap> truth = view.split().truth(sample);
            if (truth.isPresent()) {
                scoring.add(
                        new Prediction(
                                sample.id(),
                                done.labels(),
                                done.scores().filter(rule::applies),
                                done.classScores(),
                                sample.tags()),
                        truth.get());
            }
        } catch (IOException | RuntimeException e) {
            run.failures().add("evaluation of " + name, sample.id(), e);
        }
    }

    /** Scores as later stages get them: with the background. */
    ScoreMap upstream(AppliedStage applied, Sample sample) throws IOException {
        return rule.complete(applied.scores(sample));
    }

    ClassSet classes() {
        return rule.classes();
    }
}
