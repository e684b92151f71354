package org.espalier.masks.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.masks.MaskSet;

/**
 * Masks that are PNG files in a folder and in those below it; an id is a file's path there, without
 * its ending. Only files that were found are ever opened.
 */
final class MaskFolder implements MaskSet {
    static final String ENDING = ".png";

    /** Reads one file. */
    @FunctionalInterface
    interface Reader {
        LabelMap read(Path file) throws IOException;
    }

    private final Path folder;
    private final String name;
    private final Optional<ClassSet> classes;
    private final Reader reader;
    private final Map<String, Path> files = new TreeMap<>();

    /**
     * @param called what the set is called after
     * @throws BadInputException when there is no such folder, or no PNG file in it
     */
    MaskFolder(Path folder, Path called, Optional<ClassSet> classes, Reader reader)
            throws IOException {
        this.folder = folder;
        Path last = called.toAbsolutePath().normalize().getFileName();
        this.name = last == null ? "masks" : last.toString();
        this.classes = classes;
        this.reader = reader;
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    folder.toString(), "there is no such folder", "name the folder of the masks");
        }
        Path real = folder.toRealPath();
        try (Stream<Path> found = Files.walk(real)) {
            found.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .map(real::relativize)
                    .filter(MaskFolder::isVisible)
                    .forEach(file -> files.put(id(file), folder.resolve(file)));
        }
        if (files.isEmpty()) {
            throw new BadInputException(
                    folder.toString(), "it holds no mask", "PNG files are expected there");
        }
    }

    /** Notebooks and file managers leave copies in hidden folders. */
    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static String id(Path relative) {
        String path = relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        return path.substring(0, path.length() - ENDING.length());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<ClassSet> classes() {
        return classes;
    }

    @Override
    public List<String> ids() {
        return List.copyOf(files.keySet());
    }

    @Override
    public LabelMap labels(String id) throws IOException {
        Path file = files.get(id);
        if (file == null) {
            throw new BadInputException(
                    folder + "/" + id + ENDING, "there is no such mask", "put it there");
        }
        return reader.read(file);
    }
}
