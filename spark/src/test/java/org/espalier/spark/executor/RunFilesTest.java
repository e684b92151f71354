package org.espalier.spark.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir Path folder;
    private RunFiles run;

    @BeforeEach
    void finished() throws IOException {
        put("manifest.json", "{\"pipeline\": \"cam\", \"classes\": [\"ground\", \"cat\"]}");
        put("result.json", "{}");
        put("localizer/model/weights", "abc");
        put("refiner/model/rounds/1/labels/x.png", "only looked at");
        put("localizer/val-none/labels/x.png", "a mask");
        put("report.html", "a report");
        run = new RunFiles(folder);
    }

    private void put(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void whatWasLearnedTravelsAndNothingElse() throws Exception {
        assertEquals(
                Set.of("manifest.json", "result.json", "localizer/model/weights"),
                run.files().keySet());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                run.digests().get("localizer/model/weights"),
                "SHA-256 of abc, as FIPS 180-2 has it");
        assertEquals("cam", run.pipeline());
        assertEquals(List.of("ground", "cat"), run.classes());
    }

    @Test
    void whatArrivedOtherwiseIsNamed() throws Exception {
        Map<String, String> sent = run.digests();
        run.check(sent);
        put("localizer/model/weights", "abd");
        var changed = assertThrows(IOException.class, () -> run.check(sent));
        assertTrue(changed.getMessage().contains("model/weights: has the SHA-256"), "changed");
        assertNotEquals(RunFiles.digest(sent), RunFiles.digest(run.digests()));
        Files.delete(folder.resolve("localizer/model/weights"));
        var missing = assertThrows(IOException.class, () -> run.check(sent));
        assertTrue(missing.getMessage().contains("did not arrive"), missing.getMessage());
    }

    @Test
    void aRunThatIsNotFinishedIsRefused() throws Exception {
        Files.delete(folder.resolve("result.json"));
        var refused = assertThrows(IOException.class, run::files);
        assertTrue(refused.getMessage().contains("is not the folder of a finished run"));
    }

    @Test
    void anArchiveHasTheFilesByTheirNames() throws Exception {
        Path zip = folder.resolve("all.zip");
        new Archive()
                .add(run.files())
                .add("jars", folder.resolve("localizer/model"), "weights")
                .add("none", folder.resolve("nowhere"), "")
                .write(zip);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertEquals(4, file.size());
            var entry = file.getEntry("jars/weights");
            assertEquals("abc", new String(file.getInputStream(entry).readAllBytes()));
        }
    }
}
