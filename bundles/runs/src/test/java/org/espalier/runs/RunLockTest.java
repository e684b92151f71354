package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir Path folder;
    private RunLock lock;

    /** What another process sees: whether it is taken, and whether it could take it. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] arguments) throws IOException {
            RunLock seen = new RunLock(Path.of(arguments[0]));
            System.out.append(seen.isTaken() + " " + seen.take()).flush();
        }
    }

    private String elsewhere() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Elsewhere.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return said;
    }

    @BeforeEach
    void make() {
        lock = new RunLock(folder);
    }

    @Test
    void isGivenOnce() throws Exception {
        assertFalse(lock.isTaken());
        assertTrue(lock.take());
        assertFalse(lock.take());
        assertFalse(new RunLock(folder).take());
        assertTrue(new RunLock(folder).isTaken());
        lock.release();
        assertFalse(lock.isTaken());
        assertTrue(new RunLock(folder).take());
    }

    @Test
    void isHeldAgainstOthersHoweverOftenThisProcessLooks() throws Exception {
        assertTrue(lock.take());
        assertEquals("true false", elsewhere());
        assertTrue(new RunLock(folder).isTaken());
        assertFalse(new RunLock(folder).take());
        assertEquals("true false", elsewhere(), "looking gave the lock away");
        lock.release();
        assertEquals("false true", elsewhere());
    }

    @Test
    void endsWithTheProcessThatHadIt() throws Exception {
        assertEquals("false true", elsewhere());
        assertTrue(Files.exists(folder.resolve(".owner")), "it was not released");
        assertFalse(lock.isTaken());
        assertTrue(lock.take());
        assertEquals("true false", elsewhere());
    }

    @Test
    void whatIsKeptIsNotReleased() throws Exception {
        assertTrue(lock.take());
        lock.keep();
        lock.release();
        assertTrue(lock.isTaken());
        assertEquals("true false", elsewhere());
    }
}
