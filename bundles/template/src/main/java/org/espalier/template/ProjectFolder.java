package org.espalier.template;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.files.RootFolder;

/** The folder of a new project: written whole, or left as it was. */
public final class ProjectFolder {
    private final Path path;

    /**
     * @param path where the project is to lie
     */
    public ProjectFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** Where it lies, absolute. */
    public Path path() {
        return path;
    }

    /**
     * Writes a project.
     *
     * @param files by their paths in the folder
     * @throws InvalidConfigurationException when something lies there already; it stays as it is
     * @throws IOException when it cannot be written; nothing of it is left then
     */
    public void write(Map<String, String> files) throws IOException {
        boolean there = isThereAndEmpty();
        Path beside = beside();
        try {
            RootFolder root = new RootFolder(Files.createDirectory(beside.resolve("project")));
            for (Map.Entry<String, String> file : files.entrySet()) {
                AtomicFile.writeText(root.resolve(file.getKey(), "the template"), file.getValue());
            }
            if (there) {
                moveAll(root.path());
            } else {
                Files.move(root.path(), path);
            }
        } finally {
            delete(beside);
        }
    }

    private boolean isThereAndEmpty() throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        if (Files.isDirectory(path)) {
            try (Stream<Path> inside = Files.list(path)) {
                if (inside.findAny().isEmpty()) {
                    return true;
                }
            }
        }
        throw new InvalidConfigurationException(
                path.toString(), "something is there already", "name a new folder with --out");
    }

    private Path beside() throws IOException {
        try {
            Path parent = Files.createDirectories(path.getParent());
            return Files.createTempDirectory(parent, ".espalier-create-");
        } catch (FileSystemException e) {
            throw new IOException(
                    path + ": cannot be made (" + e + "); name another folder with --out", e);
        }
    }

    /** A folder that is there is kept: it may be the one in which the command was given. */
    private void moveAll(Path from) throws IOException {
        List<Path> parts;
        try (Stream<Path> files = Files.list(from)) {
            parts = files.toList();
        }
        Deque<Path> moved = new ArrayDeque<>();
        try {
            for (Path part : parts) {
                moved.push(Files.move(part, path.resolve(part.getFileName())));
            }
        } catch (IOException e) {
            for (Path part : moved) {
                delete(part);
            }
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
