package org.espalier.frozen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictionTest {
    /** 24 + 2 * 38 bytes. */
    private static final byte[] HUNDRED =
            FeatureFile.encode(new FeatureMap(1, 1, 38, new float[38]));

    @TempDir Path folder;

    private static String key(int i) {
        return "%064x".formatted(i * 0x9e3779b97f4a7c15L);
    }

    private Path path(int i) {
        return folder.resolve(key(i).substring(0, 2)).resolve(key(i));
    }

    private void age(int i, int seconds) throws IOException {
        Files.setLastModifiedTime(
                path(i), FileTime.fromMillis(System.currentTimeMillis() - 1000L * seconds));
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    @Test
    void whatWasNotUsedForLongestGoes() throws IOException {
        FeatureFolder files = new FeatureFolder(folder, 1000);
        for (int i = 0; i < 10; i++) {
            files.keep(key(i), HUNDRED);
            age(i, 100 - i);
        }
        assertEquals(1000, bytes());
        assertTrue(files.find(key(0)).isPresent(), "used, so young again");
        files.keep(key(10), HUNDRED);
        assertEquals(900, bytes());
        assertTrue(Files.exists(path(0)));
        assertFalse(Files.exists(path(1)));
        assertFalse(Files.exists(path(2)));
        assertTrue(Files.exists(path(3)));
        assertTrue(Files.exists(path(10)));
    }

    @Test
    void staysBelowItsBound() throws IOException {
        FeatureFolder files = new FeatureFolder(folder, 2500);
        for (int i = 0; i < 200; i++) {
            files.keep(key(i), HUNDRED);
            assertTrue(bytes() <= 2500);
        }
        assertTrue(IntStream.range(0, 200).filter(i -> Files.exists(path(i))).count() >= 22);
    }

    @Test
    void seesWhatOthersWrote() throws IOException {
        FeatureFolder one = new FeatureFolder(folder, 3200);
        FeatureFolder other = new FeatureFolder(folder, 3200);
        for (int i = 0; i < 100; i += 2) {
            one.keep(key(i), HUNDRED);
            other.keep(key(i + 1), HUNDRED);
        }
        assertTrue(bytes() <= 3200 * 1.25, () -> "far above the bound");
    }

    @Test
    void touchesNothingElse() throws IOException {
        Path mine = Files.writeString(folder.resolve("thesis.txt"), "x".repeat(5000));
        Path deep = Files.createDirectories(folder.resolve("ab/cd")).resolve(key(1));
        Files.writeString(deep, "x".repeat(5000));
        FeatureFolder files = new FeatureFolder(folder, 250);
        for (int i = 2; i < 9; i++) {
            files.keep(key(i), HUNDRED);
        }
        assertTrue(Files.exists(mine));
        assertTrue(Files.exists(deep));
        assertTrue(Files.exists(path(8)));
        assertFalse(Files.exists(path(2)));
    }

    @Test
    void halfWrittenFilesGoWhenTheyAreOld() throws IOException {
        Path young = Files.createDirectories(path(1).getParent()).resolve(key(1) + ".a.partial");
        Path old = young.resolveSibling(key(1) + ".b.partial");
        Files.writeString(young, "x");
        Files.writeString(old, "x");
        Files.setLastModifiedTime(
                old, FileTime.fromMillis(System.currentTimeMillis() - 7_200_000L));
        new FeatureFolder(folder, 1000).keep(key(2), HUNDRED);
        assertTrue(Files.exists(young));
        assertFalse(Files.exists(old));
    }
}
