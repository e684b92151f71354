package org.espalier.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Sample;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.runs.RunFolder;

/** Photographs and the masks over them, small. One is made at a time, so a run has the machine. */
final class Pictures {
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
     */
    record Mask(String id, long changed) {}

    /** The newest masks of a view, the newest first. */
    static List<Mask> newest(StageFolders.Applied applied) throws IOException {
        List<Mask> masks = new ArrayList<>();
        for (Path file : applied.masks()) {
            String name = file.getFileName().toString();
            masks.add(
                    new Mask(
                            name.substring(0, name.length() - StageFolders.PNG.length()),
                            Files.getLastModifiedTime(file).toMillis()));
        }
        return masks.stream()
                .sorted(Comparator.comparingLong(Mask::changed).reversed().thenComparing(Mask::id))
                .limit(NEWEST)
                .toList();
    }

    /** The photograph of a sample as a JPEG file. */
    synchronized Optional<Reply> photograph(
            RunFolder run, StageFolders.Applied applied, String id, int side) throws IOException {
        Optional<Sample> sample = data.sample(run.manifest(), applied.split(), id);
        if (sample.isEmpty()) {
            return Optional.empty();
        }
        byte[] jpeg = codec.thumbnail(sample.get().image(), within(side));
        return Optional.of(Reply.of("image/jpeg", jpeg));
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
