package org.espalier.dataset.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.FileSplit;
import org.espalier.api.dataset.Split;
import org.espalier.api.imaging.ImageCodec;

/**
 * A folder of photographs, opened. Its splits are those it names; where it names none, {@code
 * train} and {@code val} are parted by a hash of the ids. {@code all} is everything.
 */
final class FolderDataset implements Dataset {
    private static final String ALL = "all";

    private final Path root;
    private final ClassSet classes;
    private final List<Failure> rejected;
    private final ImageCodec codec;
    private final Map<String, List<FileSplit.Entry>> splits = new LinkedHashMap<>();

    FolderDataset(Path root, FolderConfiguration configuration, ImageCodec codec)
            throws IOException {
        this.root = root;
        this.codec = codec;
        FolderLayout layout = FolderLayout.read(root);
        this.rejected = new ArrayList<>(layout.rejected());
        FolderClasses folderClasses =
                FolderClasses.read(root, layout.photographs(), configuration.background());
        this.classes = folderClasses.set();
        List<FileSplit.Entry> all = new ArrayList<>();
        splits.put(FolderLayout.TRAIN, new ArrayList<>());
        splits.put(FolderLayout.VALIDATION, new ArrayList<>());
        read(layout, folderClasses, all);
        if (all.isEmpty()) {
            throw new BadInputException(
                    root.toString(),
                    "none of its images can be used"
                            + (rejected.isEmpty() ? "" : " (" + rejected.get(0).reason() + ")"),
                    "one subfolder a class, or labels.csv with lines file,tag;tag, is expected");
        }
        if (layout.photographs().stream().allMatch(p -> p.split().isEmpty())) {
            part(configuration.valShare());
        }
        splits.values().removeIf(List::isEmpty);
        splits.put(ALL, all);
    }

    private void read(FolderLayout layout, FolderClasses known, List<FileSplit.Entry> all) {
        TrueMasks masks = new TrueMasks(root, layout.photographs());
        SampleIds ids = new SampleIds();
        Set<Path> files = new HashSet<>();
        Set<String> rejectedFolders = new HashSet<>();
        for (Photograph photograph : layout.photographs()) {
            try {
                if (!files.add(photograph.file())) {
                    throw new BadInputException(
                            photograph.place(),
                            photograph.name() + " was named before",
                            "name it once");
                }
                var tags = known.tags(photograph);
                String id = ids.of(photograph);
                var entry =
                        new FileSplit.Entry(id, tags, photograph.file(), masks.of(photograph, id));
                all.add(entry);
                String split = photograph.split().orElse(FolderLayout.TRAIN);
                if (!split.equals(ALL)) {
                    splits.computeIfAbsent(split, name -> new ArrayList<>()).add(entry);
                }
            } catch (BadInputException e) {
                // A folder that is no class is one mistake, however many photographs it holds.
                if (rejectedFolders.add(photograph.place())) {
                    rejected.add(new Failure("dataset", photograph.place(), e.getMessage()));
                }
            }
        }
    }

    /** Moves the images whose ids have the smallest hashes to the validation split. */
    private void part(double valShare) {
        List<FileSplit.Entry> train = splits.get(FolderLayout.TRAIN);
        int count = (int) Math.round(valShare * train.size());
        if (valShare > 0 && train.size() > 1) {
            count = Math.max(1, Math.min(count, train.size() - 1));
        }
        Set<String> chosen = new HashSet<>();
        train.stream()
                .map(FileSplit.Entry::id)
                .sorted(Comparator.comparingLong(FolderDataset::hash).thenComparing(id -> id))
                .limit(count)
                .forEach(chosen::add);
        for (FileSplit.Entry entry : train) {
            if (chosen.contains(entry.id())) {
                splits.get(FolderLayout.VALIDATION).add(entry);
            }
        }
        train.removeIf(entry -> chosen.contains(entry.id()));
    }

    private static long hash(String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    @Override
    public String name() {
        return FolderFormat.NAME;
    }

    @Override
    public ClassSet classes() {
        return classes;
    }

    @Override
    public List<String> splits() {
        return List.copyOf(splits.keySet());
    }

    /** {@code val}; where there is none, the split one trains on. */
    @Override
    public String validationSplit() {
        return splits.containsKey(FolderLayout.VALIDATION)
                ? FolderLayout.VALIDATION
                : splits().get(0);
    }

    @Override
    public Split split(String name) throws IOException {
        List<FileSplit.Entry> entries = splits.get(name);
        if (entries == null) {
            throw new BadInputException(
                    root + ": split '" + name + "'",
                    "there is no such split",
                    "there are " + String.join(", ", splits.keySet()));
        }
        return new FileSplit(name, entries, rejected, classes, codec);
    }
}
