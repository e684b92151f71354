package org.espalier.spark.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Images in files of one folder. An image is called by its file's name without ending, or with it
 * where two would be the same, as {@code predict} does.
 */
final class FileInput implements Input {
    static final Set<String> ENDINGS =
            Set.of(".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff");

    private final Collection<FileShard.Entry> entries;

    private FileInput(Collection<FileShard.Entry> entries) {
        this.entries = entries;
    }

    /**
     * @param folder of the photographs
     * @param truths folder of true masks {@code ID.png}, which need not be there
     * @param scored whether true masks are looked for
     * @param split the ids that are wanted, or all when it is empty
     */
    static FileInput of(Folder folder, Folder truths, boolean scored, Set<String> split)
            throws IOException {
        Map<String, String> byId = new TreeMap<>();
        for (String name : folder.files()) {
            int dot = name.lastIndexOf('.');
            if (dot > 0 && ENDINGS.contains(name.substring(dot).toLowerCase(Locale.ROOT))) {
                String stem = name.substring(0, dot);
                byId.put(byId.containsKey(stem) ? name : stem, name);
            }
        }
        Set<String> masks = scored ? Set.copyOf(truths.files()) : Set.of();
        List<FileShard.Entry> entries = new ArrayList<>();
        byId.forEach(
                (id, name) -> {
                    if (split.isEmpty() || split.contains(id)) {
                        String mask = id + ".png";
                        entries.add(
                                new FileShard.Entry(
                                        id,
                                        folder.path(name),
                                        masks.contains(mask) ? truths.path(mask) : ""));
                    }
                });
        if (entries.isEmpty()) {
            throw new IOException(
                    "--images "
                            + folder.uri()
                            + ": holds no photograph; put "
                            + ENDINGS.stream().sorted().toList()
                            + " files there, or name a Parquet table");
        }
        return new FileInput(entries);
    }

    @Override
    public long size() {
        return entries.size();
    }

    @Override
    public boolean hasTruth() {
        return entries.stream().anyMatch(entry -> !entry.truth().isEmpty());
    }

    /** An image is in the same shard whatever others there are. */
    @Override
    public List<Shard> shards(int count) {
        Map<Integer, List<FileShard.Entry>> shards = new TreeMap<>();
        for (FileShard.Entry entry : entries) {
            int number = Math.floorMod(entry.id().hashCode(), count);
            shards.computeIfAbsent(number, n -> new ArrayList<>()).add(entry);
        }
        List<Shard> result = new ArrayList<>();
        shards.forEach(
                (number, some) -> result.add(new FileShard("part-%06d".formatted(number), some)));
        return result;
    }
}
