package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.imaging.ImageCodec;

/** Knows where the photographs and masks of a data set lie, and what its masks mean. */
interface Layout {
    /** The order in which splits are named; others follow. */
    List<String> USUAL_SPLITS = List.of("train", "val", "test");

    /** What a photograph's name ends with. */
    Set<String> ENDINGS = Set.of("png", "jpg", "jpeg");

    /**
     * A photograph and its mask.
     *
     * @param id unique in its split
     * @param place the file, or file and line, that names it; for messages
     * @param photograph a file
     * @param mask need not exist
     */
    record Scene(String id, String place, Path photograph, Path mask) {}

    /**
     * What a split holds.
     *
     * @param rejected names that lead to no photograph
     */
    record Found(List<Scene> scenes, List<Failure> rejected) {}

    /** The folder that everything lies in, absolute. */
    Path folder();

    /** All real: a driving scene has no background. */
    ClassSet classes();

    /** The names of the splits, the usual ones first. */
    List<String> splits() throws IOException;

    /**
     * The scenes of one of the splits.
     *
     * @throws BadInputException when its list cannot be read
     */
    Found find(String split) throws IOException;

    /** What the values of a mask stand for. */
    MaskIds ids(Path mask);

    /**
     * The class ids of a mask.
     *
     * @throws BadInputException when it cannot be read or has a value that stands for no class
     */
    default LabelMap labels(Path mask, ImageCodec codec) throws IOException {
        return ids(mask).apply(codec.readLabels(mask), mask.toString());
    }

    /** Names in the order of splits. */
    static List<String> inOrder(List<String> splits) {
        List<String> names = new ArrayList<>(USUAL_SPLITS);
        names.retainAll(splits);
        splits.stream().filter(name -> !names.contains(name)).sorted().forEach(names::add);
        return names;
    }

    /** What a folder holds, hidden files left out, in the order of names. */
    static List<Path> sorted(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                if (!path.getFileName().toString().startsWith(".")) {
                    found.add(path);
                }
            }
        }
        Collections.sort(found);
        return found;
    }

    /** Whether a file's name ends as a photograph's does. */
    static boolean isPhotograph(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** A file's name without its ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
