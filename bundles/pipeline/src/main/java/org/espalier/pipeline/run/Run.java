package org.espalier.pipeline.run;

import static org.espalier.runs.StageNames.CRF;
import static org.espalier.runs.StageNames.JOINED;
import static org.espalier.runs.StageNames.SEGMENTER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.plan.Plan;
import org.espalier.pipeline.stages.Codecs;
import org.espalier.pipeline.stages.Join;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.runs.AppliedStage;
import org.espalier.runs.Fingerprint;
import org.espalier.runs.Manifest;
import org.espalier.runs.MarkedFolder;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunStore;
import org.espalier.work.InOrder;

/** One run from its first stage to its table. */
public final class Run {
    private static final String MODEL = "/model";

    private final Plan plan;
    private final Manifest manifest;
    private final RunStore store;
    private final RunFolder folder;
    private final Codecs codecs;
    private final Progress progress;
    private final Failures failures = new Failures();
    private final Teacher teacher;
    private final Map<String, String> keys = new HashMap<>();
    private final List<Pass.Row> rows = new ArrayList<>();
    private StageRunner runner;
    private RoundScores rounds;

    public Run(
            Plan plan,
            Manifest manifest,
            RunStore store,
            RunFolder folder,
            Codecs codecs,
            Progress progress) {
        this.plan = plan;
        this.manifest = manifest;
        this.store = store;
        this.folder = folder;
        this.codecs = codecs;
        this.progress = progress;
        this.teacher = new Teacher(plan, folder, failures, progress);
    }

    public RunResult execute() throws IOException {
        failures.addAll(plan.train().rejected());
        failures.addAll(plan.val().rejected());
        try (InOrder workers =
                new InOrder(plan.parameters().threads(), plan.parameters().limits().image())) {
            runner = new StageRunner(this, workers, plan.rule(), progress);
            rounds = new RoundScores(this, workers, codecs.images(), progress);
            if (plan.supervised()) {
                TrueMasks masks = new TrueMasks(plan);
                segmenter(plan.dataKey(), masks.samples(workers, failures, progress), masks);
            } else {
                weak();
            }
        } catch (IOException | RuntimeException e) {
            abandon(e);
            throw e;
        }
        return new RunResult(
                folder.path(),
                manifest.pipeline(),
                plan.parameters().seed(),
                manifest.dataset(),
                plan.supervised(),
                rows.stream().map(Pass.Row::result).toList(),
                failures.list());
    }

    /** Tells what failed so far, if the disk still takes it. */
    private void abandon(Exception reason) {
        try {
            folder.abandon(failures.list());
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** The rows with their pictures, for those who are told of the finished run. */
    public List<Pass.Row> rows() {
        return rows;
    }

    /** Adds rows to the table; each score is a point of the curve of its view, a step a stage. */
    private void add(List<Pass.Row> made) {
        rows.addAll(made);
        for (Pass.Row row : made) {
            long stage = rows.stream().map(r -> r.result().stage()).distinct().count();
            double score = row.result().evaluation().mIoU();
            if (Double.isFinite(score)) {
                progress.measure("mIoU/" + row.view().name(), stage, score);
            }
        }
    }

    /** What tags alone can teach: the segmenter learns from the labels of the last stage. */
    private void weak() throws IOException {
        String key = localizer();
        for (Plugged<Refiner> refiner : plan.stages().refiners()) {
            key = refiner.isActive() ? refiner(refiner, key) : key;
        }
        key = crf(key);
        Pass.Row training = row(TagUse.GIVEN, plan.train());
        segmenter(key, training.samples(), training.applied()::labels);
    }

    private String localizer() throws IOException {
        var localizer = plan.stages().localizer();
        String key = plan.key("localizer", localizer, plan.dataKey());
        keys.put("localizer", key);
        RunContext context =
                fit(
                        localizer,
                        key,
                        (c, life) -> localizer.service().fit(life.of(plan.train().samples()), c));
        try (LocalizationModel model = localizer.service().open(context)) {
            View training = new View(plan.train(), TagUse.GIVEN);
            add(runner.apply(List.of(localization(training, key, model)), plan.train().samples()));
            add(
                    runner.apply(
                            List.of(
                                    localization(new View(plan.val(), TagUse.GIVEN), key, model),
                                    localization(new View(plan.val(), TagUse.NONE), key, model)),
                            plan.val().samples()));
        }
        return key;
    }

    private Pass localization(View view, String key, LocalizationModel model) throws IOException {
        return new Pass(
                this,
                "localizer",
                plan.stages().localizer(),
                viewKey(key, view),
                view,
                true,
                (sample, image) -> {
                    var found = model.localize(image, view.given(sample));
                    return new Pass.Answer(found.scores(), Optional.of(found.classScores()));
                });
    }

    private String refiner(Plugged<Refiner> refiner, String before) throws IOException {
        String key = plan.key(refiner.role(), refiner, before);
        keys.put(refiner.role(), key);
        Pass.Row training = row(TagUse.GIVEN, plan.train());
        RunContext context =
                fit(
                        refiner,
                        key,
                        (c, life) ->
                                refiner.service()
                                        .fit(
                                                life.of(training.samples()),
                                                life.of(s -> runner.upstream(training, s)),
                                                c));
        try (RefinementModel model = refiner.service().open(context)) {
            refine(refiner.role(), refiner, key, true, model);
        }
        Pass.Row refined = row(TagUse.GIVEN, plan.train());
        rows.set(
                rows.indexOf(refined),
                refined.with(
                        rounds.of(
                                refiner.role(),
                                context.folder(),
                                plan.train(),
                                training.samples())));
        return key;
    }

    private String crf(String before) throws IOException {
        var crf = plan.stages().crf();
        if (!crf.isActive()) {
            return before;
        }
        String key = plan.key("crf", crf, before);
        String name = rows.get(rows.size() - 1).result().stage() + CRF;
        try (RefinementModel model = crf.service().open(crfContext(key))) {
            refine(name, crf, key, false, model);
        }
        return key;
    }

    /**
     * @param labels what it learns for each sample
     */
    private void segmenter(String before, List<Sample> samples, PerSample<LabelMap> labels)
            throws IOException {
        var segmenter = plan.stages().segmenter();
        if (!segmenter.isActive()) {
            return;
        }
        String key = plan.key(SEGMENTER, segmenter, before);
        RunContext context =
                fit(
                        segmenter,
                        key,
                        (c, life) -> segmenter.service().fit(life.of(samples), life.of(labels), c));
        View view = new View(plan.val(), TagUse.NONE);
        boolean keep = plan.stages().crf().isActive() || plan.parameters().join().isActive();
        try (SegmentationModel model = segmenter.service().open(context)) {
            Pass pass =
                    new Pass(
                            this,
                            SEGMENTER,
                            segmenter,
                            viewKey(keep ? key + " with scores" : key, view),
                            view,
                            keep,
                            (sample, image) ->
                                    new Pass.Answer(model.segment(image), Optional.empty()));
            add(runner.apply(List.of(pass), view.split().samples()));
        }
        last(SEGMENTER, key);
        if (plan.parameters().join().isActive()) {
            last(JOINED, join(row(SEGMENTER), key));
        }
    }

    /** What the segmenter and an earlier stage say together of images without tags. */
    private String join(Pass.Row segmented, String segmenterKey) throws IOException {
        Join join = plan.parameters().join();
        String key = plan.joinKey(segmenterKey, keys.get(join.stage()));
        Pass.Row refined = row(join.stage());
        Pass pass =
                new Pass(
                        this,
                        JOINED,
                        plan.stages().segmenter(),
                        viewKey(key, segmented.view()),
                        segmented.view(),
                        plan.stages().crf().isActive(),
                        (sample, image) ->
                                new Pass.Answer(
                                        join.of(
                                                runner.upstream(segmented, sample),
                                                runner.upstream(refined, sample)),
                                        Optional.empty()));
        add(runner.apply(List.of(pass), refined.common(segmented)));
        return key;
    }

    /** The CRF after one of the last stages. */
    private void last(String name, String key) throws IOException {
        var crf = plan.stages().crf();
        if (crf.isActive()) {
            String crfKey = plan.key("crf", crf, key);
            try (RefinementModel model = crf.service().open(crfContext(key))) {
                add(List.of(refine(name + CRF, crf, crfKey, false, model, row(name))));
            }
        }
    }

    /** Refines what the stage before said of every view. */
    private void refine(
            String name, Plugged<?> plugged, String key, boolean keep, RefinementModel model)
            throws IOException {
        String before = rows.get(rows.size() - 1).result().stage();
        for (Pass.Row row : List.copyOf(rows)) {
            if (row.result().stage().equals(before)) {
                add(List.of(refine(name, plugged, key, keep, model, row)));
            }
        }
    }

    private Pass.Row refine(
            String name,
            Plugged<?> plugged,
            String key,
            boolean keep,
            RefinementModel model,
            Pass.Row row)
            throws IOException {
        Pass pass =
                new Pass(
                        this,
                        name,
                        plugged,
                        viewKey(key, row.view()),
                        row.view(),
                        keep,
                        (sample, image) ->
                                new Pass.Answer(
                                        model.refine(image, runner.upstream(row, sample)),
                                        Optional.empty()));
        return runner.apply(List.of(pass), row.samples()).get(0);
    }

    private RunContext fit(Plugged<?> plugged, String key, Teacher.Fit fit) throws IOException {
        return teacher.fit(plugged, folder(plugged.role() + MODEL, key), key, fit);
    }

    private RunContext crfContext(String key) throws IOException {
        return teacher.context(plan.stages().crf(), folder("crf" + MODEL, key));
    }

    /**
     * Marks a folder as complete, to be taken over by others unless some image was left out that
     * they may not have to leave out.
     */
    void finish(MarkedFolder made, String key) throws IOException {
        teacher.finish(made, key);
    }

    /** The newest row of a view. */
    private Pass.Row row(TagUse tags, Split split) {
        return rows.stream()
                .filter(r -> r.view().equals(new View(split, tags)))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** A stage's row on the images that are scored without tags. */
    private Pass.Row row(String stage) {
        return rows.stream()
                .filter(r -> r.result().stage().equals(stage))
                .filter(r -> r.view().equals(new View(plan.val(), TagUse.NONE)))
                .findFirst()
                .orElseThrow();
    }

    private String viewKey(String key, View view) throws IOException {
        return new Fingerprint()
                .add("stage", key)
                .add("background", plan.parameters().background())
                .add("split", view.split().fingerprint())
                .add("tags", view.tags())
                .key();
    }

    MarkedFolder folder(String relative, String key) throws IOException {
        return store.folder(folder, relative, key);
    }

    AppliedStage applied(MarkedFolder of) {
        return new AppliedStage(of.path(), codecs.images(), codecs.scores());
    }

    Failures failures() {
        return failures;
    }

    Scoring startScoring() {
        var evaluator = plan.stages().evaluator();
        return evaluator.service().start(plan.classes(), plan.parameters().of(evaluator));
    }
}
