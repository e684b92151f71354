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
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.AtomicFile;

/**
 * What is learned: how many pixels of each colour each class has where the scores are sure. Kept as
 * lines of numbers: the classes; how many images were seen; the colours of each class.
 */
final class SureColours {
    private static final String TAB = "\t";

    private final String classes;
    private final int bins;
    private final long[][] counts;
    private int seen;

    SureColours(ClassSet classes, int bins) {
        this.classes = String.join(TAB, classes.names());
        this.bins = bins;
        counts = new long[classes.size()][bins * bins * bins];
    }

    /** The colour of a pixel, 0 to {@code bins³ - 1}. */
    static int colour(byte[] rgb, int pixel, int bins) {
        int at = 3 * pixel;
        int red = (rgb[at] & 0xff) * bins >> 8;
        int green = (rgb[at + 1] & 0xff) * bins >> 8;
        int blue = (rgb[at + 2] & 0xff) * bins >> 8;
        return (red * bins + green) * bins + blue;
    }

    /**
     * Counts the pixels of which the scores are sure.
     *
     * @param sure the share of the scores from which they are
     */
    void add(Image image, ScoreMap scores, double sure) {
        ScoreMap shares = scores.resized(image.width(), image.height()).shares();
        int pixels = image.width() * image.height();
        for (int k = 0; k < shares.planes(); k++) {
            long[] of = counts[shares.classId(k)];
            for (int pixel = 0; pixel < pixels; pixel++) {
                if (shares.scores()[k * pixels + pixel] >= sure) {
                    of[colour(image.rgb(), pixel, bins)]++;
                }
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

    /**
     * For each class and colour, log(p / q) with p the share of the colour in the class and q in
     * all classes, which count alike.
     *
     * @param prior pixels of each colour that count as seen in each class
     */
    double[][] evidence(double prior) {
        int colours = counts[0].length;
        double[][] shares = new double[counts.length][colours];
        double[] all = new double[colours];
        for (int id = 0; id < counts.length; id++) {
            double sum = Arrays.stream(counts[id]).sum() + prior * colours;
            for (int colour = 0; colour < colours; colour++) {
                shares[id][colour] = (counts[id][colour] + prior) / sum;
                all[colour] += shares[id][colour] / counts.length;
            }
        }
        for (double[] of : shares) {
            for (int colour = 0; colour < colours; colour++) {
                of[colour] = Math.log(of[colour] / all[colour]);
            }
        }
        return shares;
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(classes).append('\n').append(seen).append('\n');
        for (long[] of : counts) {
            text.append(
                    Arrays.stream(of).mapToObj(Long::toString).collect(Collectors.joining(TAB)));
            text.append('\n');
        }
        AtomicFile.writeText(file, text.toString());
    }

    /**
     * Reads what was written.
     *
     * @throws BadInputException when it is missing, damaged, or of other classes or bins
     */
    static SureColours read(Path file, ClassSet classes, int bins) throws IOException {
        SureColours colours = new SureColours(classes, bins);
        List<String> lines = lines(file);
        int expected = 2 + colours.counts.length;
        if (lines.size() != expected) {
            throw bad(file, "has %d lines, not %d".formatted(lines.size(), expected));
        }
        if (!lines.get(0).equals(colours.classes)) {
            throw bad(file, "is of other classes: " + lines.get(0).replace(TAB, ", "));
        }
        long[] seen = new long[1];
        parse(file, lines, 1, seen);
        colours.seen = Math.toIntExact(seen[0]);
        for (int id = 0; id < colours.counts.length; id++) {
            parse(file, lines, 2 + id, colours.counts[id]);
        }
        return colours;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw bad(file, "is not there");
        }
    }

    private static void parse(Path file, List<String> lines, int line, long[] into)
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
