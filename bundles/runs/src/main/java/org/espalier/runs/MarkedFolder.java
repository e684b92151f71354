package org.espalier.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.files.AtomicFile;

/**
 * A folder whose content is known to be complete by a mark that is written last and carries the key
 * of everything the content depends on.
 */
public final class MarkedFolder {
    private static final String MARK = "complete.key";
    private static final String LABELS = "labels";

    private final Path folder;

    /**
     * @param folder need not exist yet
     */
    public MarkedFolder(Path folder) {
        this.folder = folder;
    }

    /** Where it lies. */
    public Path path() {
        return folder;
    }

    /** Whether it is complete, and was made from the same things. */
    public boolean isFinished(String key) throws IOException {
        Path mark = folder.resolve(MARK);
        byte[] right = key.getBytes(StandardCharsets.UTF_8);
        return Files.isRegularFile(mark)
                && Files.size(mark) == right.length
                && Arrays.equals(Files.readAllBytes(mark), right);
    }

    /** Marks the content as complete. */
    public void finish(String key) throws IOException {
        AtomicFile.writeText(folder.resolve(MARK), key);
    }

    /**
     * Takes over another's content by hard links, or copies where the file system has none. Labels,
     * by which an image is known to be done, come last.
     */
    void takeOver(MarkedFolder other, String key) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(other.folder)) {
            files =
                    all.filter(Files::isRegularFile)
                            .map(other.folder::relativize)
                            .filter(file -> !file.equals(Path.of(MARK)))
                            .sorted(Comparator.comparing(file -> file.startsWith(LABELS)))
                            .toList();
        }
        for (Path file : files) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            link(other.folder.resolve(file), target);
        }
        finish(key);
    }

    /** Files are never written in place, so a link cannot be changed from the other side. */
    private static void link(Path source, Path target) throws IOException {
        Files.deleteIfExists(target);
        try {
            Files.createLink(target, source);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Files.copy(source, target);
        }
    }
}
