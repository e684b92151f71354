package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;

/** Writes a file or a folder without overwriting what is not the same. */
final class NewFiles {
    private NewFiles() {}

    /** Makes the file or folder. */
    @FunctionalInterface
    interface Writing {
        void to(Path place) throws IOException;
    }

    /**
     * Has all of it written beside its place, and then moves what is not there yet.
     *
     * @throws InvalidConfigurationException when another file has the name of one; nothing has then
     *     been written
     */
    static void write(Path place, Writing writing) throws IOException {
        Path target = place.toAbsolutePath().normalize();
        Files.createDirectories(target.getParent());
        Path beside = Files.createTempDirectory(target.getParent(), ".export-");
        try {
            Path made = beside.resolve(target.getFileName());
            writing.to(made);
            if (Files.exists(target) && Files.isDirectory(target) != Files.isDirectory(made)) {
                boolean folder = Files.isDirectory(target);
                throw new InvalidConfigurationException(
                        "--out " + place,
                        folder ? "it is a folder" : "it is a file",
                        folder ? "name a file, such as masks.json, in it" : "name a folder");
            }
            for (Map.Entry<Path, Path> move : moves(made, target).entrySet()) {
                Files.createDirectories(move.getValue().getParent());
                Files.move(move.getKey(), move.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(beside);
        }
    }

    private static Map<Path, Path> moves(Path made, Path target) throws IOException {
        Map<Path, Path> moves = new LinkedHashMap<>();
        for (Path file : all(made)) {
            Path to = file.equals(made) ? target : target.resolve(made.relativize(file));
            if (Files.isRegularFile(file) && !isThere(file, to)) {
                moves.put(file, to);
            }
        }
        return moves;
    }

    private static boolean isThere(Path file, Path to) throws IOException {
        if (!Files.exists(to)) {
            return false;
        }
        if (!Files.isRegularFile(to) || Files.mismatch(file, to) >= 0) {
            throw new InvalidConfigurationException(
                    to.toString(),
                    "another file of this name is there",
                    "give --out a place of its own; nothing was written");
        }
        return true;
    }

    private static List<Path> all(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst = new ArrayList<>(all(folder));
        deepestFirst.sort(Comparator.reverseOrder());
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
