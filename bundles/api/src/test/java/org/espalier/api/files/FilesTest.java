package org.espalier.api.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "../../etc/passwd",
                "a/../../x",
                "/etc/passwd",
                "",
                ".",
                "a/..",
                "x\0y"
            })
    void pathsDoNotLeaveTheirRoot(String hostile) {
        RootFolder root = new RootFolder(folder.resolve("root"));
        var e = assertThrows(BadInputException.class, () -> root.resolve(hostile, "list.txt:3"));
        assertTrue(e.getMessage().startsWith("list.txt:3: "), e.getMessage());
    }

    @Test
    void linksDoNotLeaveTheirRoot() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("root"));
        Files.writeString(folder.resolve("secret"), "s");
        Files.createSymbolicLink(inside.resolve("link"), folder.resolve("secret"));
        assertThrows(BadInputException.class, () -> new RootFolder(inside).resolve("link", "list"));
    }

    @Test
    void pathsInsideAreFound() throws IOException {
        RootFolder root = new RootFolder(folder);
        assertEquals(
                folder.toAbsolutePath().resolve("a/b.jpg"), root.resolve("a/x/../b.jpg", "list"));
    }
}
