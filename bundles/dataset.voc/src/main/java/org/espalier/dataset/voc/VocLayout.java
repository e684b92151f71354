package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.RootFolder;

/**
 * What lies where in a development kit.
 *
 * @param folder the one that holds {@code JPEGImages}, such as {@code VOCdevkit/VOC2012}
 */
record VocLayout(Path folder) {
    private static final String LISTS = "ImageSets/Segmentation";
    private static final String PREFERRED = "VOC2012";

    /**
     * The kit below a root, which may be the folder that holds {@code VOCdevkit}, that folder, or a
     * year's folder in it. Of several years 2012 is taken.
     *
     * @throws BadInputException when there is none, or the choice is not clear
     */
    static VocLayout find(Path root) throws IOException {
        List<Path> years = years(root);
        if (years.isEmpty()) {
            throw new BadInputException(
                    root.toString(),
                    "it holds no VOC data set",
                    "VOCdevkit/VOC2012 with JPEGImages and ImageSets/Segmentation is expected"
                            + " in it");
        }
        for (Path year : years) {
            if (years.size() == 1 || year.getFileName().toString().equals(PREFERRED)) {
                return new VocLayout(year);
            }
        }
        throw new BadInputException(
                root.toString(), "it holds several VOC data sets", "name one of " + years);
    }

    /** The folders that look like a year's, in the order of their names. */
    static List<Path> years(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        if (isYear(absolute)) {
            return List.of(absolute);
        }
        Path kit = absolute.resolve("VOCdevkit");
        List<Path> years = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Files.isDirectory(kit) ? kit : absolute, "VOC*")) {
            found.forEach(years::add);
        }
        years.removeIf(year -> !isYear(year));
        Collections.sort(years);
        return years;
    }

    private static boolean isYear(Path folder) {
        return Files.isDirectory(folder.resolve(LISTS))
                && Files.isDirectory(folder.resolve("JPEGImages"));
    }

    /** The names of the lists of images, sorted. */
    List<String> lists() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve(LISTS), "*.txt")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - ".txt".length()));
            }
        }
        Collections.sort(names);
        return names;
    }

    /** The list of a split. */
    Path list(String split) {
        return folder.resolve(LISTS).resolve(split + ".txt");
    }

    /** A photograph; {@code place} is where the id stands. */
    Path photograph(String id, String place) throws BadInputException {
        return file("JPEGImages", id, ".jpg", place);
    }

    /** A mask. */
    Path mask(String id, String place) throws BadInputException {
        return file("SegmentationClass", id, ".png", place);
    }

    /** The folder of the lists of objects. */
    Path annotations() {
        return folder.resolve("Annotations");
    }

    /** A list of objects. */
    Path annotation(String id, String place) throws BadInputException {
        return file("Annotations", id, ".xml", place);
    }

    private Path file(String kind, String id, String ending, String place)
            throws BadInputException {
        Path parent = folder.resolve(kind);
        Path file = new RootFolder(parent).resolve(id + ending, place);
        if (!file.getParent().equals(parent)) {
            throw new BadInputException(
                    place, "the id '" + id + "' names a folder", "an id is the name of a file");
        }
        return file;
    }
}
