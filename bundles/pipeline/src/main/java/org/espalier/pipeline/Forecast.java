package org.espalier.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.work.InOrder;

/** Masks for photographs of which no tag is known, by the last stage that a run has learned. */
final class Forecast {
    private static final Set<String> ENDINGS =
            Set.of(".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff");

    private final Stages stages;
    private final ConfigurationChecker checker;
    private final Codecs codecs;
    private final RunFolder run;
    private final Manifest manifest;
    private final ClassSet classes;
    private final Failures failures = new Failures();
    private final Duration limit;

    /**
     * @param limit of time for an image
     */
    Forecast(
            Stages stages,
            ConfigurationChecker checker,
            Codecs codecs,
            RunFolder run,
            Duration limit)
            throws IOException {
        this.limit = limit;
        this.stages = stages;
        this.checker = checker;
        this.codecs = codecs;
        this.run = run;
        this.manifest = run.manifest();
        if (!run.isFinished()) {
            throw new InvalidConfigurationException(
                    run.path().toString(),
                    "the run has not come to its end",
                    "run " + manifest.pipeline() + " again: it goes on where it was");
        }
        this.classes = manifest.classSet();
    }

    /** What makes scores of an image; closed when all images are done. */
    private interface Chain {
        ScoreMap scores(Image image) throws IOException;
    }

    List<Failure> predict(Path images, Path out, Progress progress) throws IOException {
        LabelRule rule = new LabelRule(classes, background());
        List<Sample> samples = samples(images);
        Files.createDirectories(out);
        List<AutoCloseable> open = new ArrayList<>();
        try (InOrder workers = new InOrder(Runtime.getRuntime().availableProcessors(), limit);
                Progress.Task task = progress.begin("predict", samples.size())) {
            Chain chain = chain(open, rule, progress);
            workers.run(
                    samples,
                    sample -> {
                        Image image = sample.image();
                        codecs.images()
                                .writeLabels(
                                        rule.labels(chain.scores(image), image),
                                        out.resolve(sample.id() + ".png"));
                        return true;
                    },
                    (sample, made, failure) -> {
                        task.advance(1);
                        if (failure != null) {
                            failures.add("predict", sample.id(), failure);
                        }
                    });
        } finally {
            close(open);
        }
        return failures.list();
    }

    private Chain chain(List<AutoCloseable> open, LabelRule rule, Progress progress)
            throws IOException {
        Chain chain;
        if (stages.segmenter().isActive()) {
            SegmentationModel segmenter =
                    stages.segmenter().service().open(context(stages.segmenter(), progress));
            open.add(segmenter);
            chain = segmenter::segment;
        } else {
            LocalizationModel localizer =
                    stages.localizer().service().open(context(stages.localizer(), progress));
            open.add(localizer);
            Optional<Tags> unknown = Optional.empty();
            chain = image -> localizer.localize(image, unknown).scores();
            for (Plugged<Refiner> refiner : stages.refiners()) {
                if (refiner.isActive()) {
                    RefinementModel model = refiner.service().open(context(refiner, progress));
                    chain = then(chain, rule, model, open);
                }
            }
        }
        if (stages.crf().isActive()) {
            chain =
                    then(
                            chain,
                            rule,
                            stages.crf().service().open(context(stages.crf(), progress)),
                            open);
        }
        return chain;
    }

    private static Chain then(
            Chain before, LabelRule rule, RefinementModel model, List<AutoCloseable> open) {
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

    /** The photographs, by file name without ending, or with it where two would be the same. */
    private List<Sample> samples(Path images) throws IOException {
        if (!Files.exists(images)) {
            throw new InvalidConfigurationException(
                    "--images " + images, "is not there", "give a folder of photographs, or one");
        }
        Map<String, Path> byName = new TreeMap<>();
        try (Stream<Path> files =
                Files.isDirectory(images) ? Files.list(images) : Stream.of(images)) {
            for (Path file : files.sorted().filter(Forecast::isPhotograph).toList()) {
                String name = file.getFileName().toString();
                String stem = name.substring(0, name.lastIndexOf('.'));
                byName.put(byName.containsKey(stem) ? name : stem, file);
            }
        }
        if (byName.isEmpty()) {
            throw new BadInputException(
                    "--images " + images, "holds no photograph", "put " + ENDINGS + " files there");
        }
        return byName.entrySet().stream()
                .map(
                        e ->
                                new Sample(
                                        e.getKey(),
                                        Tags.none(),
                                        () -> codecs.images().read(e.getValue())))
                .toList();
    }

    private static boolean isPhotograph(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot)) && Files.isRegularFile(file);
    }

    private static void close(List<AutoCloseable> open) throws IOException {
        for (AutoCloseable model : open) {
            try {
                model.close();
            } catch (Exception e) {
                throw new IOException("A model could not be closed", e);
            }
        }
    }
}
