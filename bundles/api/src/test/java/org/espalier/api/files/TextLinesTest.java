package org.espalier.api.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("list.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\n\nb c", "a\n\nb c\n", "a\r\n\r\nb c\r\n", "a\r\rb c", "\ufeffa\n\nb c"})
    void linesOfAnySystem(String text) throws Exception {
        Files.writeString(file, text);
        assertEquals(List.of("a", "", "b c"), TextLines.read(file));
    }

    @Test
    void nothingAndNearlyNothing() throws Exception {
        Files.writeString(file, "");
        assertEquals(List.of(), TextLines.read(file));
        Files.writeString(file, "\ufeff");
        assertEquals(List.of(""), TextLines.read(file));
        Files.writeString(file, "\n");
        assertEquals(List.of(""), TextLines.read(file));
        Files.writeString(file, "a\n\ufeffb");
        assertEquals(List.of("a", "\ufeffb"), TextLines.read(file));
    }

    @Test
    void ofALineThatIsTooLongTheBeginIsKept() throws Exception {
        String longest = "x".repeat(TextLines.LONGEST);
        Files.writeString(file, longest + "\n" + longest + "y\nz");
        List<String> seen = new ArrayList<>();
        TextLines.each(file, (n, text, whole) -> seen.add(n + " " + text.length() + " " + whole));
        assertEquals(List.of("1 65536 true", "2 65536 false", "3 1 true"), seen);
        String message =
                assertThrows(BadInputException.class, () -> TextLines.read(file)).getMessage();
        assertTrue(message.startsWith(file + " line 2: it is too long"), message);
    }

    @Test
    void whatIsNoTextIsNamed() throws Exception {
        Files.write(file, new byte[] {'a', '\n', (byte) 0xe4, 'b'});
        String message =
                assertThrows(BadInputException.class, () -> TextLines.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": it is not UTF-8 text"), message);
        Path none = folder.resolve("none");
        message = assertThrows(BadInputException.class, () -> TextLines.read(none)).getMessage();
        assertTrue(message.contains(none + ": there is no such file"), message);
    }
}
