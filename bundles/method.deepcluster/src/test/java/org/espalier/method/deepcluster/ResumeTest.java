package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning that is cancelled anywhere ends, when it is called again, with the same files. */
class ResumeTest {
    @TempDir Path folder;

    private final DeepClustering refiner = Streets.refiner(new ByColour());

    /** Few steps, so that there are not too many places to be cancelled at. */
    private TestContext context(String name) throws IOException {
        return Streets.context(folder.resolve(name), "regionEpochs", 8, "accept", 0.5);
    }

    private void fit(TestContext context) throws IOException {
        refiner.fit(Streets.samples(6), Streets::tied, context);
    }

    private static Map<String, byte[]> files(TestContext context) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(context.folder())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(context.folder().relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void endsWithTheSameBytes() throws IOException {
        TestContext whole = context("whole");
        fit(whole);
        Map<String, byte[]> expected = files(whole);
        int cancelled = 0;
        for (int at = 0; ; at += 7) {
            TestContext resumed = context("resumed" + at);
            TestContext stopped = resumed.cancelledAfter(at);
            try {
                fit(stopped);
                break;
            } catch (CancellationException e) {
                cancelled++;
            }
            // once more, a little later
            assertThrows(CancellationException.class, () -> fit(resumed.cancelledAfter(3)));
            fit(resumed);
            Map<String, byte[]> files = files(resumed);
            assertEquals(expected.keySet(), files.keySet(), "cancelled at " + at);
            expected.forEach((name, bytes) -> assertArrayEquals(bytes, files.get(name), name));
        }
        assertEquals(true, cancelled > 8, "cancelled " + cancelled + " times");
    }
}
