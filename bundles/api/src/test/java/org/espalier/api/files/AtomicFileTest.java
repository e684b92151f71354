package org.espalier.api.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir Path folder;

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void foldersAreMadeAndAnEarlierFileIsReplaced() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFile.writeText(file, "grün");
        assertEquals("grün", Files.readString(file));
        AtomicFile.writeText(file, "second");
        assertEquals("second", Files.readString(file));
    }

    @Test
    void contentThatFailsHalfwayLeavesTheEarlierFileAndNothingElse() throws IOException {
        Path file = folder.resolve("c.txt");
        AtomicFile.writeText(file, "first");
        IOException own = new IOException("own");
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write(new byte[1 << 20]);
                                            throw own;
                                        }));
        assertEquals(own, thrown, "it is no fault of the disk");
        assertEquals("first", Files.readString(file));
        assertEquals(List.of("c.txt"), names());
    }

    @Test
    void anInterruptDoesNotBreakAWrite() throws IOException {
        Thread.currentThread().interrupt();
        AtomicFile.writeText(folder.resolve("f"), "whole");
        assertTrue(Thread.interrupted());
        assertEquals("whole", Files.readString(folder.resolve("f")));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("labels"), "no folder");
        Path file = inTheWay.resolve("000012.png");
        IOException e =
                assertThrows(
                        UnwritableException.class, () -> AtomicFile.writeText(file, "anything"));
        assertTrue(e.getMessage().startsWith(file + ": cannot be written ("), e.getMessage());
        Path other = Files.createDirectories(folder.resolve("taken/by")).getParent();
        e = assertThrows(UnwritableException.class, () -> AtomicFile.writeText(other, "anything"));
        assertTrue(e.getMessage().startsWith(other + ": cannot be written ("), e.getMessage());
        assertEquals(List.of("labels", "taken"), names().stream().sorted().toList());
    }
}
