package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of runs that a person, a full disk or another version left in a bad state. */
class DamagedRunTest {
    private static final String ROW =
            "{\"stage\": \"localizer\", \"split\": \"val\", \"tags\": \"none\"}";

    @TempDir Path folder;
    private RunFolder run;

    @BeforeEach
    void begin() throws IOException {
        run = new RunFolder(Files.createDirectories(folder.resolve("cam/1")));
    }

    private Path write(String file, String content) throws IOException {
        return Files.writeString(run.path().resolve(file), content);
    }

    private void assertDamaged(Path file, org.junit.jupiter.api.function.Executable reading) {
        String message = assertThrows(BadInputException.class, reading).getMessage();
        assertTrue(message.startsWith(file + ": "), message);
    }

    @Test
    void whatAManifestLacksIsEmpty() throws IOException {
        write("manifest.json", "{\"pipeline\": \"cam\"}");
        Manifest manifest = run.manifest();
        assertEquals("cam", manifest.pipeline());
        assertEquals("", manifest.dataset());
        assertEquals(Map.of(), manifest.stages());
        assertTrue(manifest.classes().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"seed\": 1.5}",
                "{\"stages\": 1}",
                "{\"stages\": {\"localizer\": null}}",
                "{\"classes\": [\"cat\", null]}",
                "{\"classes\": [\"cat\", \"cat\"]}",
                "{\"train\": \"..\"}",
                "{\"val\": \"../../x\"}",
                "{\"val\": \"a\\\\b\"}"
            })
    void aManifestThatIsNone(String content) throws IOException {
        Path file = write("manifest.json", content);
        assertDamaged(file, run::manifest);
        assertTrue(run.key().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[null]", "[{\"stage\": []}]", "[{\"mIoU\": \"high\"}]", "[1]", "{}", "1"})
    void rowsThatSayOfNothing(String rows) throws IOException {
        write("manifest.json", "{}");
        Path scores = write("evaluations.json", rows);
        assertDamaged(scores, () -> RunScores.read(run));
        Path result = write("result.json", "{\"stages\": " + rows + "}");
        assertDamaged(result, () -> RunSummary.read(run));
    }

    @Test
    void aRowWithoutScoresIsARow() throws IOException {
        write("manifest.json", "{\"val\": \"val\"}");
        write("result.json", "{\"stages\": [" + ROW + "]}");
        assertEquals("", RunSummary.read(run).last().orElseThrow().method());
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Path file = run.path().resolve("manifest.json");
        Files.write(file, new byte[] {'{', '"', (byte) 0xe4, '"'});
        assertDamaged(file, run::manifest);
    }

    @Test
    void failuresWithoutAReason() throws IOException {
        Path file = write("failures.json", "[{\"stage\": \"a\", \"id\": \"b\"}]");
        assertDamaged(file, () -> new FailureFile(run.path()).read());
    }

    /** Every run looks at the marks of all earlier ones. */
    @Test
    void aMarkThatIsNoTextIsNoMark() throws IOException {
        MarkedFolder folder = new MarkedFolder(run.path());
        Files.write(run.path().resolve("complete.key"), new byte[] {(byte) 0xe4});
        assertFalse(folder.isFinished("k"));
        folder.finish("k");
        assertTrue(folder.isFinished("k"));
        assertFalse(folder.isFinished("ky"));
    }
}
