package org.espalier.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
    private static final byte[] RIGHT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    @TempDir Path folder;

    private String failure(Fuzz.Parser onWrong) {
        Fuzz fuzz =
                new Fuzz(
                        folder.resolve("a.bin"),
                        file -> {
                            byte[] content = Files.readAllBytes(file);
                            if (!java.util.Arrays.equals(content, RIGHT)) {
                                onWrong.parse(file);
                            }
                        });
        return assertThrows(AssertionError.class, fuzz.from(RIGHT)::run).getMessage();
    }

    @Test
    void whatIsNotDocumentedIsToldWithItsSeed() {
        String message =
                failure(
                        file -> {
                            throw new IllegalStateException("a mistake");
                        });
        assertTrue(message.contains("a mistake, after "), message);
        assertTrue(
                message.matches("(?s).*again with -Despalier\\.fuzz\\.seed=-?[0-9]+; it begins .*"),
                message);
    }

    @Test
    void aMessageNamesTheFile() {
        String message =
                failure(
                        file -> {
                            throw new IOException("something is wrong");
                        });
        assertTrue(message.startsWith("the message does not name the file: some"), message);
    }

    @Test
    void timeIsBounded() {
        var threads = ManagementFactory.getThreadMXBean();
        String message =
                failure(
                        file -> {
                            long end = threads.getCurrentThreadCpuTime() + 2_100_000_000L;
                            while (threads.getCurrentThreadCpuTime() < end) {
                                Thread.onSpinWait();
                            }
                        });
        assertTrue(message.matches("(?s)it took [0-9.]+ s, after .*"), message);
    }

    @Test
    void memoryIsBounded() {
        byte[][] kept = new byte[1][];
        Fuzz fuzz =
                new Fuzz(folder.resolve("a.bin"), file -> kept[0] = new byte[2 << 20])
                        .from(RIGHT)
                        .within(1 << 20);
        String message = assertThrows(AssertionError.class, fuzz::run).getMessage();
        assertTrue(message.startsWith("it took 2 MiB"), message);
    }

    @Test
    void whatIsTakenOnceIsNotTheFiles() throws IOException {
        byte[][] kept = new byte[1][];
        new Fuzz(
                        folder.resolve("a.bin"),
                        file -> {
                            if (kept[0] == null
                                    && Files.readAllBytes(file).length != RIGHT.length) {
                                kept[0] = new byte[2 << 20];
                            }
                            if (Files.readAllBytes(file).length > RIGHT.length) {
                                throw new IOException("a.bin is too long");
                            }
                        })
                .from(RIGHT)
                .within(1 << 20)
                .run();
        assertTrue(kept[0] != null);
    }

    @Test
    void aParserThatTakesEverythingIsNoParser() {
        assertTrue(failure(file -> {}).contains("and 0 refused: too little was tried"));
    }

    @Test
    void theSameSeedIsTheSameChange() {
        for (long seed = 0; seed < 1_000; seed++) {
            assertArrayEquals(changed(seed), changed(seed));
        }
    }

    private static byte[] changed(long seed) {
        return new Mutation(new Random(seed), List.of(RIGHT), List.of()).of(RIGHT);
    }
}
