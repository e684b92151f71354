package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.FileSplit;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;

/** Driving scenes, opened. An image whose tags are not known is left out and reported. */
final class DrivingDataset implements Dataset {
    private static final String VALIDATION = "val";

    /** What became of a scene: one of the two is there. */
    private record Outcome(Optional<FileSplit.Entry> entry, Optional<Failure> failure) {}

    private final String name;
    private final Layout layout;
    private final SceneTags tags;
    private final ImageCodec codec;
    private final List<String> names;
    private final Map<String, Split> opened = new HashMap<>();

    /**
     * @param name of the format
     * @throws BadInputException when there is no split
     */
    DrivingDataset(String name, Layout layout, SceneTags tags, ImageCodec codec)
            throws IOException {
        this.name = name;
        this.layout = layout;
        this.tags = tags;
        this.codec = codec;
        this.names = layout.splits();
        if (names.isEmpty()) {
            throw new BadInputException(
                    layout.folder().toString(),
                    "it holds no split",
                    "folders named " + String.join(", ", Layout.USUAL_SPLITS) + " are expected");
        }
    }

    /**
     * The folder that a person named.
     *
     * @param dataset the format's name
     * @param holds what the folder should hold
     * @throws InvalidConfigurationException when none is named
     * @throws BadInputException when it is no folder
     */
    static Path folder(Optional<Path> named, String dataset, String holds)
            throws BadInputException {
        Path folder =
                named.orElseThrow(
                                () ->
                                        new InvalidConfigurationException(
                                                "--data",
                                                "the data set " + dataset + " needs a folder",
                                                "name the one that holds " + holds))
                        .toAbsolutePath()
                        .normalize();
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    folder.toString(), "it is no folder", "name the one that holds " + holds);
        }
        return folder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ClassSet classes() {
        return layout.classes();
    }

    @Override
    public List<String> splits() {
        return List.copyOf(names);
    }

    /** {@code val}; where there is none, the last. */
    @Override
    public String validationSplit() {
        return names.contains(VALIDATION) ? VALIDATION : names.get(names.size() - 1);
    }

    @Override
    public synchronized Split split(String split) throws IOException {
        if (!names.contains(split)) {
            throw new BadInputException(
                    layout.folder() + ": split '" + split + "'",
                    "there is no such split",
                    "there are " + String.join(", ", names));
        }
        Split known = opened.get(split);
        if (known == null) {
            known = read(split);
            opened.put(split, known);
        }
        return known;
    }

    private Split read(String split) throws IOException {
        Layout.Found found = layout.find(split);
        List<Failure> rejected = new ArrayList<>(found.rejected());
        List<FileSplit.Entry> entries = new ArrayList<>();
        // Tags from masks take a decoding each: all processors share it, the order stays.
        for (Outcome outcome : found.scenes().parallelStream().map(this::entry).toList()) {
            outcome.entry().ifPresent(entries::add);
            outcome.failure().ifPresent(rejected::add);
        }
        if (entries.isEmpty()) {
            throw new BadInputException(
                    layout.folder() + ": split '" + split + "'",
                    rejected.isEmpty()
                            ? "it holds no photograph"
                            : "none of its images can be used (%s)"
                                    .formatted(rejected.get(0).reason()),
                    "PNG or JPEG files with their masks are expected");
        }
        return new FileSplit(
                split, entries, rejected, classes(), codec, mask -> layout.labels(mask, codec));
    }

    private Outcome entry(Layout.Scene scene) {
        try {
            var entry =
                    new FileSplit.Entry(
                            scene.id(),
                            tags.of(scene),
                            scene.photograph(),
                            Optional.of(scene.mask()).filter(Files::exists));
            return new Outcome(Optional.of(entry), Optional.empty());
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return new Outcome(
                    Optional.empty(), Optional.of(new Failure("dataset", scene.place(), reason)));
        }
    }
}
