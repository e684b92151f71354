package org.espalier.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
    void timeAndMemoryAreBounded() {
        assertTrue(
                failure(
                                file -> {
                                    try {
                                        Thread.sleep(2_100);
                                    } catch (InterruptedException e) {
                                        throw new IOException(e);
                                    }
                                })
                        .startsWith("it took 2.1 s"));
        byte[][] kept = new byte[1][];
        assertTrue(failure(file -> kept[0] = new byte[65 << 20]).startsWith("it took 65 MiB"));
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
