package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.files.TextLines;

/**
 * Which part of the training images each of them is in. An image is known by its pixels, so that
 * one that is there twice is in one part, and is known again wherever it comes from.
 */
final class Folds {
    private static final String FILE = "folds.txt";
    private static final String LINE = "[0-9a-f]{64} \\d{1,2}";

    private final Map<String, Integer> foldOf;

    private Folds(Map<String, Integer> foldOf) {
        this.foldOf = foldOf;
    }

    /**
     * Deals images at random to parts of equal size, to one image.
     *
     * @param digests of the images, in a fixed order
     */
    static Folds draw(Collection<String> digests, int folds, long seed) {
        List<String> images = new ArrayList<>(new LinkedHashSet<>(digests));
        java.util.Collections.shuffle(images, new Random(seed));
        Map<String, Integer> foldOf = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            foldOf.put(images.get(i), i % folds);
        }
        return new Folds(foldOf);
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
            if (!line.matches(LINE) || Integer.parseInt(line.substring(65)) >= folds) {
                throw new BadInputException(
                        file.toString(),
                        "holds a line that is no image and its part",
                        "run the pipeline again");
            }
            foldOf.put(line.substring(0, 64), Integer.valueOf(line.substring(65)));
        }
        return new Folds(foldOf);
    }

    void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(foldOf).forEach((d, fold) -> text.append("%s %d%n".formatted(d, fold)));
        AtomicFile.writeText(folder.resolve(FILE), text.toString());
    }

    /** The part of an image, from 0; -1 for one that is in none. */
    int of(Image image) {
        return of(image.digest());
    }

    int of(String digest) {
        return foldOf.getOrDefault(digest, -1);
    }

    /** Images that are told apart. */
    int size() {
        return foldOf.size();
    }
}
