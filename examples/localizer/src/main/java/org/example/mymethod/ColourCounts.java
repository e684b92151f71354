package org.example.mymethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Tags;
import org.espalier.api.files.AtomicFile;

/**
 * What is learned: how many pixels of each colour there are in all images, and in the images with
 * each tag. Kept as lines of numbers: the classes; how many images were seen; the colours of all
 * images; those of the images with each class.
 */
final class ColourCounts {
    private static final String TAB = "\t";

    private final String classes;
    private final int bins;
    private final long[] all;
    private final long[][] tagged;
    private int seen;

    ColourCounts(ClassSet classes, int bins) {
        this.classes = String.join(TAB, classes.names());
        this.bins = bins;
        all = new long[bins * bins * bins];
        tagged = new long[classes.size()][all.length];
    }

    /** The colour of a pixel, 0 to {@code bins³ - 1}. */
    static int colour(byte[] rgb, int pixel, int bins) {
        int at = 3 * pixel;
        int red = (rgb[at] & 0xff) * bins >> 8;
        int green = (rgb[at + 1] & 0xff) * bins >> 8;
        int blue = (rgb[at + 2] & 0xff) * bins >> 8;
        return (red * bins + green) * bins + blue;
    }

    void add(Image image, Tags tags) {
        int[] ids = tags.ids();
        byte[] rgb = image.rgb();
        for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
            int colour = colour(rgb, pixel, bins);
            all[colour]++;
            for (int id : ids) {
                tagged[id][colour]++;
            }
        }
        seen++;
    }

    /** Notes an image that cannot be counted. */
    void skip() {
        seen++;
    }

    /** How many images were counted or skipped. */
    int seen() {
        return seen;
    }

    boolean isEmpty() {
        return Arrays.stream(all).sum() == 0;
    }

    /**
     * For each class and colour, log(p / q) with p the share of the colour in the images that have
     * the tag and q in those that have not.
     *
     * @param prior pixels of each colour that count as seen on both sides
     */
    double[][] evidence(double prior) {
        long pixels = Arrays.stream(all).sum();
        double[][] evidence = new double[tagged.length][all.length];
        for (int id = 0; id < tagged.length; id++) {
            long with = Arrays.stream(tagged[id]).sum();
            double p = 1 / (with + prior * all.length);
            double q = 1 / (pixels - with + prior * all.length);
            for (int colour = 0; colour < all.length; colour++) {
                long in = tagged[id][colour];
                evidence[id][colour] =
                        Math.log((in + prior) * p / ((all[colour] - in + prior) * q));
            }
        }
        return evidence;
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(classes).append('\n').append(seen).append('\n');
        text.append(line(all));
        for (long[] counts : tagged) {
            text.append(line(counts));
        }
        AtomicFile.writeText(file, text.toString());
    }

    private static String line(long[] counts) {
        return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(TAB))
                + "\n";
    }

    /**
     * Reads what was written.
     *
     * @throws BadInputException when it is missing, damaged, or of other classes or bins
     */
    static ColourCounts read(Path file, ClassSet classes, int bins) throws IOException {
        ColourCounts counts = new ColourCounts(classes, bins);
        List<String> lines = lines(file);
        int expected = 3 + counts.tagged.length;
        if (lines.size() != expected) {
            throw bad(file, "has %d lines, not %d".formatted(lines.size(), expected));
        }
        if (!lines.get(0).equals(counts.classes)) {
            throw bad(file, "is of other classes: " + lines.get(0).replace(TAB, ", "));
        }
        long[] seen = new long[1];
        counts.parse(file, lines, 1, seen);
        counts.seen = Math.toIntExact(seen[0]);
        counts.parse(file, lines, 2, counts.all);
        for (int id = 0; id < counts.tagged.length; id++) {
            counts.parse(file, lines, 3 + id, counts.tagged[id]);
        }
        return counts;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw bad(file, "is not there");
        }
    }

    private void parse(Path file, List<String> lines, int line, long[] into)
            throws BadInputException {
        String[] numbers = lines.get(line).split(TAB, -1);
        if (numbers.length != into.length) {
            throw bad(
                    file,
                    "line %d has %d numbers, not %d"
                            .formatted(line + 1, numbers.length, into.length));
        }
        for (int i = 0; i < into.length; i++) {
            try {
                into[i] = Long.parseUnsignedLong(numbers[i]);
            } catch (NumberFormatException e) {
                throw bad(file, "line %d has %s for a number".formatted(line + 1, numbers[i]));
            }
        }
    }

    private static BadInputException bad(Path file, String wrong) {
        return new BadInputException(file.toString(), wrong, "run the pipeline again");
    }
}
