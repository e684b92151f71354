package org.espalier.pipeline.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.Predictor;
import org.espalier.api.stage.Progress;
import org.espalier.work.InOrder;

/** Masks for photographs of which no tag is known, by the last stage that a run has learned. */
public final class Forecast {
    private static final Set<String> ENDINGS =
            Set.of(".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff");

    private final Predictor learned;
    private final ImageCodec codec;
    private final Failures failures;

    /**
     * @param failures where what fails is noted, by the stages too
     */
    public Forecast(Predictor learned, ImageCodec codec, Failures failures) {
        this.learned = learned;
        this.codec = codec;
        this.failures = failures;
    }

    public List<Failure> predict(Path images, Path out, Progress progress) throws IOException {
        List<Sample> samples = samples(images);
        Files.createDirectories(out);
        int threads = Runtime.getRuntime().availableProcessors();
        try (InOrder workers = new InOrder(threads, learned.imageLimit());
                Progress.Task task = progress.begin("predict", samples.size())) {
            workers.run(
                    samples,
                    sample -> {
                        codec.writeLabels(
                                learned.labels(sample.image()), out.resolve(sample.id() + ".png"));
                        return true;
                    },
                    (sample, made, failure) -> {
                        task.advance(1);
                        if (failure != null) {
                            failures.add("predict", sample.id(), failure);
                        }
                    });
        }
        return failures.list();
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
                .map(e -> new Sample(e.getKey(), Tags.none(), () -> codec.read(e.getValue())))
                .toList();
    }

    private static boolean isPhotograph(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot)) && Files.isRegularFile(file);
    }
}
