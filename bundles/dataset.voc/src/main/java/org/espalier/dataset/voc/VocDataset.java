package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.FileSplit;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;

/** A development kit, opened. Splits are the lists in {@code ImageSets/Segmentation}. */
final class VocDataset implements Dataset {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "val";

    /** What became of a line: one of the two is there. */
    private record Outcome(Optional<FileSplit.Entry> entry, Optional<Failure> failure) {}

    private final VocLayout layout;
    private final TagSource tags;
    private final ImageCodec codec;
    private final List<String> names;
    private final Map<String, Split> opened = new HashMap<>();

    VocDataset(VocLayout layout, TagSource tags, ImageCodec codec) throws IOException {
        this.layout = layout;
        this.tags = tags;
        this.codec = codec;
        this.names = new ArrayList<>(layout.lists());
        if (names.remove(TRAIN)) {
            names.add(0, TRAIN);
        }
        if (names.remove(VALIDATION)) {
            names.add(Math.min(1, names.size()), VALIDATION);
        }
        if (names.isEmpty()) {
            throw new BadInputException(
                    layout.list("*").toString(),
                    "there is no list of images",
                    "train.txt and val.txt with one image id a line are expected");
        }
    }

    @Override
    public String name() {
        return VocFormat.NAME;
    }

    @Override
    public ClassSet classes() {
        return VocClasses.ALL;
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
    public synchronized Split split(String name) throws IOException {
        if (!names.contains(name)) {
            throw new BadInputException(
                    layout.folder() + ": split '" + name + "'",
                    "there is no such split",
                    "there are " + String.join(", ", names));
        }
        Split split = opened.get(name);
        if (split == null) {
            split = read(name);
            opened.put(name, split);
        }
        return split;
    }

    private Split read(String name) throws IOException {
        Path file = layout.list(name);
        ImageSetList list = ImageSetList.read(file);
        List<Failure> rejected = new ArrayList<>(list.rejected());
        List<FileSplit.Entry> entries = new ArrayList<>();
        // Tags from masks take a decoding each: all processors share it, the order stays.
        for (Outcome outcome : list.lines().parallelStream().map(this::entry).toList()) {
            outcome.entry().ifPresent(entries::add);
            outcome.failure().ifPresent(rejected::add);
        }
        if (entries.isEmpty()) {
            throw new BadInputException(
                    file.toString(),
                    rejected.isEmpty()
                            ? "it is empty"
                            : "none of its images can be used (%s)"
                                    .formatted(rejected.get(0).reason()),
                    "one image id a line is expected");
        }
        return new FileSplit(name, entries, rejected, VocClasses.ALL, codec);
    }

    private Outcome entry(ImageSetList.Line line) {
        try {
            Path photograph = layout.photograph(line.id(), line.place());
            Optional<Path> mask =
                    Optional.of(layout.mask(line.id(), line.place())).filter(Files::exists);
            var entry =
                    new FileSplit.Entry(
                            line.id(), tags.of(line.id(), line.place()), photograph, mask);
            return new Outcome(Optional.of(entry), Optional.empty());
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return new Outcome(
                    Optional.empty(), Optional.of(new Failure("dataset", line.place(), reason)));
        }
    }
}
