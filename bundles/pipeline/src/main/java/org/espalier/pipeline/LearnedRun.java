package org.espalier.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.pipeline.Predictor;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.plan.LabelRule;
import org.espalier.pipeline.run.RunContext;
import org.espalier.pipeline.settings.LayeredSettings;
import org.espalier.pipeline.stages.Join;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.pipeline.stages.Stages;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.runs.StageNames;

/** The last stage that a run has learned, and what comes before it where that is no segmenter. */
final class LearnedRun implements Predictor {
    private final Stages stages;
    private final ConfigurationChecker checker;
    private final RunFolder run;
    private final Duration limit;
    private final Manifest manifest;
    private final ClassSet classes;
    private final LabelRule rule;
    private final Failures failures;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Chain chain;

    /**
     * Opens what is needed of the run.
     *
     * @param limit of time for an image
     * @param failures where stages report to
     */
    LearnedRun(
            Stages stages,
            ConfigurationChecker checker,
            RunFolder run,
            Duration limit,
            Failures failures,
            Progress progress)
            throws IOException {
        this.stages = stages;
        this.checker = checker;
        this.run = run;
        this.limit = limit;
        this.failures = failures;
        this.manifest = run.manifest();
        if (!run.isFinished()) {
            throw new InvalidConfigurationException(
                    run.path().toString(),
                    "the run has not come to its end",
                    "run " + manifest.pipeline() + " again: it goes on where it was");
        }
        this.classes = manifest.classSet();
        this.rule = new LabelRule(classes, background());
        Chain made = null;
        try {
            made = chain(progress);
        } finally {
            if (made == null) {
                close();
            }
        }
        this.chain = made;
    }

    /** What makes scores of an image. */
    private interface Chain {
        ScoreMap scores(Image image) throws IOException;
    }

    @Override
    public ClassSet classes() {
        return classes;
    }

    @Override
    public Duration imageLimit() {
        return limit;
    }

    @Override
    public LabelMap labels(Image image) throws IOException {
        return rule.labels(chain.scores(image), image);
    }

    private Chain chain(Progress progress) throws IOException {
        Join join = Join.recorded(manifest.settings().get("pipeline"));
        Chain last;
        if (stages.segmenter().isActive()) {
            SegmentationModel segmenter =
                    stages.segmenter().service().open(context(stages.segmenter(), progress));
            open.add(segmenter);
            last = join.isActive() ? joined(join, segmenter, progress) : segmenter::segment;
        } else {
            last = taught(stages.refiners(), progress);
        }
        return stages.crf().isActive()
                ? then(last, stages.crf().service().open(context(stages.crf(), progress)))
                : last;
    }

    private Chain joined(Join join, SegmentationModel segmenter, Progress progress)
            throws IOException {
        int last = StageNames.REFINERS.indexOf(join.stage()); // -1: the localizer
        Chain refined = taught(stages.refiners().subList(0, last + 1), progress);
        return image ->
                join.of(
                        rule.complete(segmenter.segment(image)),
                        rule.complete(refined.scores(image)));
    }

    /** What tags have taught: the localizer, and some of the refiners after it. */
    private Chain taught(List<Plugged<Refiner>> refiners, Progress progress) throws IOException {
        LocalizationModel localizer =
                stages.localizer().service().open(context(stages.localizer(), progress));
        open.add(localizer);
        Optional<Tags> unknown = Optional.empty();
        Chain last = image -> localizer.localize(image, unknown).scores();
        for (Plugged<Refiner> refiner : refiners) {
            if (refiner.isActive()) {
                last = then(last, refiner.service().open(context(refiner, progress)));
            }
        }
        return last;
    }

    private Chain then(Chain before, RefinementModel model) {
        open.add(model);
        return image -> model.refine(image, rule.complete(before.scores(image)));
    }

    private RunContext context(Plugged<?> plugged, Progress progress) {
        if (!plugged.name().equals(manifest.stages().get(plugged.role()))) {
            throw new InvalidConfigurationException(
                    run.path().toString(),
                    "was made with %s %s, but the pipeline now has %s"
                            .formatted(
                                    plugged.role(),
                                    manifest.stages().get(plugged.role()),
                                    plugged.name()),
                    "run the pipeline again, or set its configuration back");
        }
        return new RunContext(
                plugged.role(),
                run.path().resolve(plugged.role() + "/model"),
                classes,
                LayeredSettings.recorded(
                        plugged,
                        checker,
                        manifest.settings().getOrDefault(plugged.role(), Map.of())),
                manifest.seed(),
                progress,
                failures,
                Thread.currentThread());
    }

    private double background() {
        return ((Number) manifest.settings().get("pipeline").get("background")).doubleValue();
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable model : open) {
            try {
                model.close();
            } catch (Exception e) {
                throw new IOException("A model could not be closed", e);
            }
        }
    }
}
