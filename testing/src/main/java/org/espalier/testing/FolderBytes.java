package org.espalier.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All files below a folder.
 *
 * @param files the bytes of each, by its path in the folder
 */
public record FolderBytes(Map<String, byte[]> files) {
    /** Reads them. */
    public static FolderBytes of(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return new FolderBytes(files);
    }

    /** Fails unless the other holds the same files with the same bytes. */
    public void assertSame(FolderBytes other, String message) {
        assertEquals(files.keySet(), other.files.keySet(), message);
        files.forEach(
                (name, bytes) -> assertArrayEquals(bytes, other.files.get(name), name + message));
    }
}
