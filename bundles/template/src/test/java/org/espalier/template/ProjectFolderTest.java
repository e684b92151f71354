package org.espalier.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {
    private static final Map<String, String> FILES = Map.of("pom.xml", "<p/>", "src/A.java", "A");

    @TempDir Path folder;

    /** Every file below the folder, by its path, with what is in it. */
    private Map<String, String> there() throws IOException {
        Map<String, String> there = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                there.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return there;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aNewFolderIsMadeWithItsParents() throws IOException {
        new ProjectFolder(folder.resolve("a/../b/c")).write(FILES);
        assertEquals(Map.of("b/c/pom.xml", "<p/>", "b/c/src/A.java", "A"), there());
        try (Stream<Path> left = Files.list(folder.resolve("b"))) {
            assertEquals(1, left.count());
        }
        assertTrue(Files.getPosixFilePermissions(folder.resolve("b/c")).size() > 3, "for others");
    }

    @Test
    void anEmptyFolderIsFilledAndKept() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("p"));
        Object key = Files.readAttributes(empty, "unix:ino").get("ino");
        new ProjectFolder(empty).write(FILES);
        assertEquals(Map.of("p/pom.xml", "<p/>", "p/src/A.java", "A"), there());
        assertEquals(key, Files.readAttributes(empty, "unix:ino").get("ino"));
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        Files.createDirectory(folder.resolve("p"));
        Files.writeString(folder.resolve("p/mine"), "mine");
        Files.writeString(folder.resolve("file"), "file");
        for (String taken : List.of("p", "file")) {
            ProjectFolder project = new ProjectFolder(folder.resolve(taken));
            var e =
                    assertThrows(
                            InvalidConfigurationException.class, () -> project.write(FILES), taken);
            assertTrue(e.getMessage().startsWith(folder.resolve(taken) + ": "), e.getMessage());
        }
        assertEquals(Map.of("p/mine", "mine", "file", "file"), there());
    }

    @Test
    void nothingIsLeftOfWhatCannotBeWritten() throws IOException {
        Map<String, String> impossible = new TreeMap<>(Map.of("a", "A", "a/b", "B"));
        assertThrows(
                IOException.class, () -> new ProjectFolder(folder.resolve("p")).write(impossible));
        assertThrows(
                IOException.class,
                () -> new ProjectFolder(folder.resolve("p")).write(Map.of("../x", "X")));
        assertEquals(List.of(), names());
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "file");
        var e =
                assertThrows(
                        IOException.class,
                        () -> new ProjectFolder(folder.resolve("file/p")).write(FILES));
        assertTrue(e.getMessage().startsWith(folder + "/file/p: cannot be made"), e.getMessage());
        assertTrue(e.getMessage().endsWith("name another folder with --out"), e.getMessage());
    }
}
