package org.espalier.api.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.files.Sha256;
import org.espalier.api.imaging.ImageCodec;

/**
 * A split whose photographs and masks are files: what a {@link DatasetFormat} for a layout on disk
 * returns once it knows which files belong together.
 */
public final class FileSplit implements Split {
    /**
     * One sample's files.
     *
     * @param id unique in the split, and fit for a file name
     * @param tags the classes present
     * @param photograph read when asked for; it need not exist
     * @param mask the true mask, where there is one
     */
    public record Entry(String id, Tags tags, Path photograph, Optional<Path> mask) {}

    /** Reads a mask whose values are not the class ids, and gives the class ids. */
    @FunctionalInterface
    public interface MaskReader {
        /**
         * The class id of each pixel, {@link ClassSet#VOID} where it is not scored.
         *
         * @throws BadInputException when the file cannot be read, or a value stands for no class
         */
        LabelMap read(Path mask) throws IOException;
    }

    private record Size(int width, int height) {}

    private final String name;
    private final List<Sample> samples;
    private final List<Failure> rejected;
    private final ClassSet classes;
    private final ImageCodec codec;
    private final MaskReader masks;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Size> sizes = new ConcurrentHashMap<>();

    /**
     * A split whose masks hold class ids.
     *
     * @param name the split's name
     * @param entries in the order the samples shall have, at least one
     * @param rejected what did not become an entry
     * @param classes which ids a mask may hold
     * @param codec reads the files
     */
    public FileSplit(
            String name,
            List<Entry> entries,
            List<Failure> rejected,
            ClassSet classes,
            ImageCodec codec) {
        this(name, entries, rejected, classes, codec, codec::readLabels);
    }

    /**
     * A split whose masks hold other values than class ids.
     *
     * @param name the split's name
     * @param entries in the order the samples shall have, at least one
     * @param rejected what did not become an entry
     * @param classes which ids a mask may hold once it is read
     * @param codec reads the photographs
     * @param masks reads the masks; safe for use by several threads
     */
    public FileSplit(
            String name,
            List<Entry> entries,
            List<Failure> rejected,
            ClassSet classes,
            ImageCodec codec,
            MaskReader masks) {
        this.name = name;
        this.rejected = List.copyOf(rejected);
        this.classes = classes;
        this.codec = codec;
        this.masks = masks;
        for (Entry entry : entries) {
            if (this.entries.put(entry.id(), entry) != null) {
                throw new IllegalArgumentException("Two samples have the id " + entry.id());
            }
        }
        this.samples =
                entries.stream()
                        .map(entry -> new Sample(entry.id(), entry.tags(), () -> read(entry)))
                        .toList();
    }

    private Image read(Entry entry) throws IOException {
        Image image = codec.read(entry.photograph());
        sizes.put(entry.id(), new Size(image.width(), image.height()));
        return image;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Sample> samples() {
        return samples;
    }

    @Override
    public List<Failure> rejected() {
        return rejected;
    }

    @Override
    public boolean hasTruth() {
        return entries.values().stream().anyMatch(entry -> entry.mask().isPresent());
    }

    @Override
    public Optional<Path> photograph(Sample sample) {
        return Optional.ofNullable(entries.get(sample.id())).map(Entry::photograph);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A mask of another size than its photograph, or with a class id that is not of the class
     * set, is refused.
     */
    @Override
    public Optional<LabelMap> truth(Sample sample) throws IOException {
        Entry entry = entries.get(sample.id());
        if (entry == null) {
            throw new IllegalArgumentException(sample + " is not of the split " + name);
        }
        if (entry.mask().isEmpty()) {
            return Optional.empty();
        }
        Path mask = entry.mask().get();
        LabelMap labels = masks.read(mask);
        int[] present = labels.present();
        if (present.length > 0 && present[present.length - 1] >= classes.size()) {
            throw new BadInputException(
                    mask.toString(),
                    "it holds the class ids " + Arrays.toString(present),
                    "ids are 0 to %d, and 255 for void".formatted(classes.size() - 1));
        }
        Size size = sizes.get(entry.id());
        if (size == null) {
            read(entry);
            size = sizes.get(entry.id());
        }
        if (!size.equals(new Size(labels.width(), labels.height()))) {
            throw new BadInputException(
                    mask.toString(),
                    "the mask is %d x %d".formatted(labels.width(), labels.height()),
                    "its photograph %s is %d x %d"
                            .formatted(entry.photograph(), size.width(), size.height()));
        }
        return Optional.of(labels);
    }

    @Override
    public String truthFingerprint() throws IOException {
        MessageDigest digest = Sha256.digest();
        for (Entry entry : entries.values()) {
            String mask = entry.mask().isPresent() ? state(entry.mask().get()) : "none";
            String line = entry.id() + " " + mask + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Size and time of a file, which stand for its content. */
    private static String state(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis()
                : "-1 -1";
    }

    /**
     * Hashes ids, tags, and the size and time of each photograph; where the files lie is left out.
     */
    @Override
    public String fingerprint() throws IOException {
        MessageDigest digest = Sha256.digest();
        for (Entry entry : entries.values()) {
            String line =
                    "%s %s %s\n".formatted(entry.id(), entry.tags(), state(entry.photograph()));
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
