package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.StageNames;

/**
 * The masks that one stage of a run made of one split.
 *
 * @param stage such as {@code localizer+crf}
 * @param split the split's name
 * @param folder where they lie, {@code ID.png}
 * @param ids sorted
 */
record RunMasks(String stage, String split, Path folder, List<String> ids) {
    private static final String PNG = ".png";

    /** Those whose masks may be of training images. */
    private static final List<String> OF_TRAINING = StageNames.beforeSegmenter();

    /**
     * Those of the stage that is asked for, else of the last: of the training images the last
     * before the segmenter, of the others the last of all. Those are made without tags where there
     * are such masks.
     *
     * @param part {@code train}, {@code val}, or the name of either split
     */
    static RunMasks of(RunFolder run, String part, Optional<String> stage) throws IOException {
        Manifest manifest = run.manifest();
        boolean training = part.equals("train") || part.equals(manifest.train());
        if (!training && !part.equals("val") && !part.equals(manifest.val())) {
            throw new InvalidConfigurationException(
                    "--split " + part,
                    "the run has no such split",
                    Suggestion.of(part, List.of("train", "val")));
        }
        String split = training ? manifest.train() : manifest.val();
        List<String> there =
                StageNames.lastFirst(training ? OF_TRAINING : StageNames.ofMasks()).stream()
                        .filter(s -> folder(run, s, split, training).isPresent())
                        .toList();
        if (stage.isPresent() && !there.contains(stage.get())) {
            throw new InvalidConfigurationException(
                    "--stage " + stage.get(),
                    "the run has no such masks of " + split,
                    Suggestion.of(stage.get(), there));
        }
        String chosen =
                stage.or(() -> there.stream().findFirst())
                        .orElseThrow(
                                () ->
                                        new InvalidConfigurationException(
                                                "run " + RunNames.of(run),
                                                training
                                                        ? "it made no masks of its training images"
                                                        : "it made no masks of " + split,
                                                "name a run that learned from tags"));
        Path folder = folder(run, chosen, split, training).orElseThrow();
        return new RunMasks(chosen, split, folder, ids(folder));
    }

    private static Optional<Path> folder(
            RunFolder run, String stage, String split, boolean training) {
        return (training ? Stream.of("given") : Stream.of("none", "given"))
                .map(tags -> run.labels(stage, split, tags))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static List<String> ids(Path folder) throws IOException {
        TreeSet<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(PNG))
                    .forEach(name -> ids.add(name.substring(0, name.length() - PNG.length())));
        }
        return List.copyOf(ids);
    }

    /** The file of a mask. */
    Path file(String id) {
        return folder.resolve(id + PNG);
    }
}
