package org.espalier.heads;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.files.TextLines;
import org.espalier.api.stage.StageContext;
import org.espalier.training.SampleWork;

/**
 * Parts of the training images. An image is known by its pixels, so that one that is there twice is
 * in one part, and is known again wherever it comes from.
 */
final class Folds {
    private static final String FILE = "folds.txt";
    private static final int DIGITS = 64;
    private static final String LINE = "[0-9a-f]{64} \\d{1,2}";

    private final Map<String, Integer> foldOf;

    private Folds(Map<String, Integer> foldOf) {
        this.foldOf = foldOf;
    }

    /**
     * Looks at all images, deals them at random to parts that are of equal size, to one image, and
     * writes that down.
     *
     * @param samples in a fixed order; one that cannot be read is reported
     * @return the part of each sample, from 0; a sample that cannot be read has none
     * @throws IOException when there are fewer different images than parts
     */
    static Map<Sample, Integer> deal(List<Sample> samples, int folds, StageContext context)
            throws IOException {
        Map<Sample, String> digests = new ConcurrentHashMap<>();
        List<Sample> usable =
                new SampleWork(context)
                        .each(
                                "parts of the images",
                                samples,
                                sample -> {
                                    digests.put(sample, sample.image().digest());
                                    return true;
                                });
        List<String> images =
                new ArrayList<>(new LinkedHashSet<>(usable.stream().map(digests::get).toList()));
        if (images.size() < folds) {
            throw new IOException(
                    "%d different training images can be read and have a tag; %d parts need as many"
                            .formatted(images.size(), folds));
        }
        Collections.shuffle(images, new Random(context.seed()));
        Map<String, Integer> foldOf = new TreeMap<>();
        for (int i = 0; i < images.size(); i++) {
            foldOf.put(images.get(i), i % folds);
        }
        StringBuilder text = new StringBuilder();
        foldOf.forEach((digest, fold) -> text.append("%s %d\n".formatted(digest, fold)));
        AtomicFile.writeText(context.folder().resolve(FILE), text.toString());
        Map<Sample, Integer> dealt = new HashMap<>();
        usable.forEach(sample -> dealt.put(sample, foldOf.get(digests.get(sample))));
        return dealt;
    }

    /**
     * Reads what was written.
     *
     * @throws BadInputException when the file is missing or damaged
     */
    static Folds read(Path folder, int folds) throws IOException {
        Path file = folder.resolve(FILE);
        Map<String, Integer> foldOf = new HashMap<>();
        for (String line : TextLines.read(file)) {
            if (!line.matches(LINE) || Integer.parseInt(line.substring(DIGITS + 1)) >= folds) {
                throw new BadInputException(
                        file.toString(),
                        "holds a line that is no image and its part",
                        "run the pipeline again");
            }
            foldOf.put(line.substring(0, DIGITS), Integer.valueOf(line.substring(DIGITS + 1)));
        }
        return new Folds(foldOf);
    }

    /** The part of an image, from 0; -1 for one that is in none. */
    int of(Image image) {
        return foldOf.getOrDefault(image.digest(), -1);
    }
}
