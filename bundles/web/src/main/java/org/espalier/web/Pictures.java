package org.espalier.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.Sample;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.runs.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Photographs and the masks over them, small. One is made at a time, so a run has the machine. */
final class Pictures {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

    /** How many masks are shown of a view. */
    private static final int NEWEST = 24;

    private static final int SMALLEST = 32;
    private static final int LARGEST = 1024;

    private final ImageCodec codec;
    private final DataSets data;

    Pictures(ImageCodec codec, DataSets data) {
        this.codec = codec;
        this.data = data;
    }

    /**
     * A mask that is there.
     *
     * @param changed when it was written, in milliseconds since 1970
     * @param photograph whether there is one below it
     */
    record Mask(String id, long changed, boolean photograph) {}

    /** The newest masks of a view, the newest first. */
    synchronized List<Mask> newest(RunFolder run, StageFolders.Applied applied) throws IOException {
        Set<String> known = known(run, applied.split());
        List<Mask> masks = new ArrayList<>();
        for (Path file : applied.masks()) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - StageFolders.PNG.length());
            masks.add(new Mask(id, Files.getLastModifiedTime(file).toMillis(), known.contains(id)));
        }
        return masks.stream()
                .sorted(Comparator.comparingLong(Mask::changed).reversed().thenComparing(Mask::id))
                .limit(NEWEST)
                .toList();
    }

    /** The data may be gone from where they were; the masks are in the run. */
    private Set<String> known(RunFolder run, String split) {
        try {
            return data.samples(run, split).keySet();
        } catch (IOException | RuntimeException e) {
            LOG.info("The photographs of {} cannot be shown", run.path(), e);
            return Set.of();
        }
    }

    /** The photograph of a sample as a JPEG file. */
    synchronized Optional<Reply> photograph(
            RunFolder run, StageFolders.Applied applied, String id, int side) throws IOException {
        Sample sample = data.samples(run, applied.split()).get(id);
        if (sample == null) {
            return Optional.empty();
        }
        return Optional.of(Reply.of("image/jpeg", codec.thumbnail(sample.image(), within(side))));
    }

    /** A mask as a PNG file that is transparent where there is background. */
    synchronized Optional<Reply> mask(
            RunFolder run, StageFolders.Applied applied, String id, int side) throws IOException {
        Optional<Path> file =
                applied.masks().stream()
                        .filter(mask -> mask.getFileName().toString().equals(id + StageFolders.PNG))
                        .findAny();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        // what is there may be a link
        String inside = run.path().relativize(file.get()).toString();
        Path mask = new RootFolder(run.path()).resolve(inside, "the folder of masks");
        byte[] png =
                codec.overlay(codec.readLabels(mask), run.manifest().background(), within(side));
        return Optional.of(Reply.of("image/png", png));
    }

    private static int within(int side) {
        return Math.max(SMALLEST, Math.min(LARGEST, side));
    }
}
