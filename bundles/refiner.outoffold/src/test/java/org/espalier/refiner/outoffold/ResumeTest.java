package org.espalier.refiner.outoffold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static void fit(TestContext context) throws IOException {
        Squares.refiner(new ByHeart()).fit(Squares.samples(7), Squares::scores, context);
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
        TestContext whole = Squares.context(folder.resolve("whole"), Squares.CLASSES, "folds", 3);
        fit(whole);
        Map<String, byte[]> expected = files(whole);
        int cancelled = 0;
        for (int at = 0; ; at++) {
            TestContext resumed =
                    Squares.context(folder.resolve("resumed" + at), Squares.CLASSES, "folds", 3);
            TestContext stopped = resumed.cancelledAfter(at);
            try {
                fit(stopped);
                break;
            } catch (CancellationException e) {
                cancelled++;
            }
            assertThrows(CancellationException.class, () -> fit(resumed.cancelledAfter(2)));
            fit(resumed);
            Map<String, byte[]> files = files(resumed);
            assertEquals(expected.keySet(), files.keySet(), "cancelled at " + at);
            expected.forEach((name, bytes) -> assertArrayEquals(bytes, files.get(name), name));
        }
        assertTrue(cancelled > 15, "cancelled " + cancelled + " times");
    }
}
