package org.espalier.pipeline.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.espalier.api.stage.Progress;
import org.espalier.pipeline.plan.LabelRule;
import org.espalier.work.InOrder;

/** Applies stages to the images of a split, keeps what they say of each, and scores it. */
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

    /**
     * Applies a stage to one or more views of the same split: an image is read once for all of
     * them, and the stage sees it for all of them before it sees the next.
     *
     * @param samples the images that the stage before it could use
     * @return a row for each pass; the time is shared out evenly
     */
    List<Pass.Row> apply(List<Pass> passes, List<Sample> samples) throws IOException {
        long start = System.nanoTime();
        String label = passes.get(0).name() + " on " + passes.get(0).view().split().name();
        try (Progress.Task task = progress.begin(label, samples.size())) {
            workers.run(
                    samples,
                    sample -> done(passes, sample),
                    (sample, done, failure) -> {
                        task.advance(1);
                        for (int i = 0; i < passes.size(); i++) {
                            if (done == null) {
                                passes.get(i).failed(sample, failure, run.failures());
                            } else {
                                passes.get(i).succeeded(sample);
                                score(passes.get(i), sample, done.get(i));
                            }
                        }
                    });
        }
        double seconds = (System.nanoTime() - start) / 1e9 / passes.size();
        List<Pass.Row> rows = new ArrayList<>();
        for (Pass pass : passes) {
            rows.add(pass.finish(run, seconds));
        }
        return rows;
    }

    private List<Pass.Done> done(List<Pass> passes, Sample sample) throws IOException {
        List<Pass.Done> done = new ArrayList<>();
        Image image = null;
        for (Pass pass : passes) {
            if (pass.has(sample)) {
                done.add(pass.read(sample));
            } else {
                image = image == null ? sample.image() : image;
                done.add(pass.make(sample, image, rule));
            }
        }
        return done;
    }

    private void score(Pass pass, Sample sample, Pass.Done done) {
        try {
            Optional<LabelMap> truth = pass.view().split().truth(sample);
            if (truth.isPresent()) {
                pass.scoring()
                        .add(
                                new Prediction(
                                        sample.id(),
                                        done.labels(),
                                        done.scores().filter(rule::applies),
                                        done.classScores(),
                                        sample.tags(),
                                        located(pass, sample, done)),
                                truth.get());
            }
        } catch (IOException | RuntimeException e) {
            run.failures().add("evaluation of " + pass.name(), sample.id(), e);
        }
    }

    /** What a localizer says that was told what to look for: its highest places are judged. */
    private static Optional<Prediction.Located> located(Pass pass, Sample sample, Pass.Done done)
            throws IOException {
        if (!pass.name().equals("localizer")
                || pass.view().tags() != TagUse.GIVEN
                || done.scores().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Prediction.Located(done.scores().get(), pass.view().split().boxes(sample)));
    }

    /** Scores as later stages get them: with the background. */
    ScoreMap upstream(Pass.Row row, Sample sample) throws IOException {
        return rule.complete(row.applied().scores(sample));
    }
}
