package org.espalier.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.data.Failure;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.Predictor;
import org.espalier.api.pipeline.RunListener;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.plan.Forecast;
import org.espalier.pipeline.plan.Plan;
import org.espalier.pipeline.run.FinishedPlan;
import org.espalier.pipeline.run.Run;
import org.espalier.pipeline.settings.Parameters;
import org.espalier.pipeline.settings.PipelineConfiguration;
import org.espalier.pipeline.settings.TypedValues;
import org.espalier.pipeline.stages.BundleOf;
import org.espalier.pipeline.stages.Catalogue;
import org.espalier.pipeline.stages.Code;
import org.espalier.pipeline.stages.Codecs;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.pipeline.stages.Services;
import org.espalier.pipeline.stages.Stages;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunJournal;
import org.espalier.runs.RunStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline made by its configuration. It is there while all services that the configuration names
 * are there; it holds no state of a run, so a run goes on when the pipeline is remade under it.
 */
@Component(
        service = Pipeline.class,
        configurationPid = PipelineConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PipelineConfiguration.class, factory = true)
public final class ConfiguredPipeline implements Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPipeline.class);

    private final String name;
    private final PipelineConfiguration configuration;
    private final Map<String, Object> properties;
    private final Stages stages;
    private final Catalogue catalogue;
    private final Codecs codecs;
    private final ConfigurationChecker checker;
    private volatile boolean gone;

    /** Called by the framework when every service is there. */
    @Activate
    public ConfiguredPipeline(
            Map<String, Object> properties,
            @Reference(name = "dataset", target = PipelineConfiguration.DATASET)
                    Map.Entry<Map<String, Object>, DatasetFormat> dataset,
            @Reference(name = "localizer", target = PipelineConfiguration.LOCALIZER)
                    Map.Entry<Map<String, Object>, Localizer> localizer,
            @Reference(name = "refiner", target = PipelineConfiguration.NONE)
                    Map.Entry<Map<String, Object>, Refiner> refiner,
            @Reference(name = "refiner2", target = PipelineConfiguration.NONE)
                    Map.Entry<Map<String, Object>, Refiner> refiner2,
            @Reference(name = "refiner3", target = PipelineConfiguration.NONE)
                    Map.Entry<Map<String, Object>, Refiner> refiner3,
            @Reference(name = "crf", target = PipelineConfiguration.NONE)
                    Map.Entry<Map<String, Object>, Crf> crf,
            @Reference(name = "segmenter", target = PipelineConfiguration.NONE)
                    Map.Entry<Map<String, Object>, Segmenter> segmenter,
            @Reference(name = "evaluator", target = PipelineConfiguration.EVALUATOR)
                    Map.Entry<Map<String, Object>, Evaluator> evaluator,
            @Reference(name = "services") Services services) {
        this.properties = Map.copyOf(properties);
        this.configuration = new TypedValues(this.properties).as(PipelineConfiguration.class);
        this.stages =
                new Stages(
                        Plugged.of("dataset", "dataset", dataset),
                        Plugged.of("localizer", "method", localizer),
                        List.of(
                                Plugged.of("refiner", "method", refiner),
                                Plugged.of("refiner2", "method", refiner2),
                                Plugged.of("refiner3", "method", refiner3)),
                        Plugged.of("crf", "method", crf),
                        Plugged.of("segmenter", "method", segmenter),
                        Plugged.of("evaluator", "metric", evaluator));
        this.catalogue = services.catalogue();
        this.codecs = services.codecs();
        this.checker = services.checker();
        String pid =
                String.valueOf(
                        properties.getOrDefault(
                                "service.pid", PipelineConfiguration.PID + "~unnamed"));
        this.name = pid.substring(pid.indexOf('~') + 1);
    }

    @Deactivate
    void close() {
        gone = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, String> stages() {
        return stages.methods();
    }

    @Override
    public boolean supervised() {
        return configuration.supervised();
    }

    @Override
    public RunResult run(RunRequest request, Progress progress) throws IOException {
        Plan plan;
        Manifest manifest;
        try {
            pin(stages);
            plan = plan(request);
            pin(plan.stages());
            manifest = plan.manifest();
        } catch (IOException | RuntimeException | LinkageError e) {
            checkThere(e);
            throw e;
        }
        checkThere(null);
        RunStore store = new RunStore(request.out());
        try (RunFolder folder = store.open(name, manifest.key())) {
            folder.begin(manifest); // first of all, so that it can go on
            Run run;
            RunResult result;
            try (RunJournal journal = new RunJournal(folder, progress)) {
                run = new Run(plan, manifest, store, folder, codecs, journal);
                result = run.execute();
            }
            // before the run counts as finished: one that is killed here is told of when it goes on
            tell(new FinishedPlan(plan, result, run.rows()));
            folder.finish(result);
            return result;
        }
    }

    private void tell(FinishedPlan finished) {
        for (RunListener listener : catalogue.listeners()) {
            try {
                listener.finished(finished);
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "{} could not do its part for {}", listener, finished.result().folder(), e);
            }
        }
    }

    @Override
    public List<Failure> predict(Path run, Path images, Path out, Progress progress)
            throws IOException {
        Failures failures = new Failures();
        try (Predictor learned = open(run, failures, progress)) {
            return new Forecast(learned, codecs.images(), failures).predict(images, out, progress);
        }
    }

    @Override
    public Predictor open(Path run) throws IOException {
        return open(run, new Failures(), Progress.silent());
    }

    private Predictor open(Path run, Failures failures, Progress progress) throws IOException {
        pin(stages);
        return new LearnedRun(
                stages,
                checker,
                new RunFolder(run),
                Duration.ofSeconds(configuration.imageSeconds()),
                failures,
                progress);
    }

    /** From here on the stages' bundles may be replaced. */
    private static void pin(Stages stages) {
        new BundleOf(ConfiguredPipeline.class).pin();
        stages.all().forEach(s -> new BundleOf(s.service().getClass()).pin());
    }

    /**
     * What was read of the stages belongs together if all of them are still there.
     *
     * @param cause what went wrong, or null
     * @throws IOException when they are not: names the bundles that were replaced
     */
    private void checkThere(Throwable cause) throws IOException {
        if (!gone) {
            return;
        }
        String replaced =
                stages.all().stream()
                        .map(s -> BundleOf.replaced(s.service().getClass()))
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining(", "));
        throw new IOException(
                "pipeline %s: %s was replaced or removed while the run began; run it again"
                        .formatted(name, replaced.isEmpty() ? "what it is made of" : replaced),
                cause);
    }

    /** What a request comes to; nothing is run. */
    Plan plan(RunRequest request) throws IOException {
        stages.check(PipelineConfiguration.PID + "~" + name + ".json", supervised());
        Optional<Path> data = request.data().or(() -> set(configuration.data()).map(Path::of));
        Stages chosen = stages.on(catalogue.format(stages.dataset(), data, request.dataset()));
        Parameters parameters =
                new Parameters(
                        chosen,
                        configuration,
                        properties,
                        PipelineConfiguration.PID + "~" + name + ".json",
                        request.settings(),
                        checker);
        Dataset dataset = chosen.dataset().service().open(data, parameters.of(chosen.dataset()));
        String train =
                request.train()
                        .or(() -> set(configuration.train()))
                        .orElse(dataset.splits().get(0));
        String val =
                request.val().or(() -> set(configuration.val())).orElse(dataset.validationSplit());
        return new Plan(
                name,
                chosen,
                parameters,
                data.map(p -> p.toAbsolutePath().normalize().toString()).orElse(""),
                dataset.classes(),
                dataset.split(train),
                dataset.split(val),
                Code.of(chosen));
    }

    private static Optional<String> set(String value) {
        return Optional.of(value).filter(Predicate.not(String::isBlank));
    }
}
