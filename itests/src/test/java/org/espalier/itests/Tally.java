package org.espalier.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What tests of endurance tried and how much of it was survived, kept in {@code target/tally} for
 * {@code itests/endure} to add up. The long form of these tests is asked for with {@code
 * -Despalier.long=true}.
 */
final class Tally {
    /** Whether to try as much as a person waits for, not only what every check has time for. */
    static final boolean LONG = Boolean.getBoolean("espalier.long");

    private static final Path FOLDER = Path.of(System.getProperty("espalier.itests"), "tally");

    private Tally() {}

    /**
     * Adds to what was tried so far.
     *
     * @param what {@code kills}, {@code deploys}, {@code bad inputs} and the like
     */
    static void add(String what, long survived, long tried) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(
                FOLDER.resolve(what),
                survived + "\t" + tried + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Adds to what must not be: {@code leaks}, {@code bytes lost}. */
    static void add(String what, long found) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(
                FOLDER.resolve(what),
                found + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
