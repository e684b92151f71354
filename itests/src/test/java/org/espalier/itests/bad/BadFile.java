package org.espalier.itests.bad;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is not what it should be.
 *
 * @param name with its ending
 * @param content all of it
 * @param told words that what is said of it has to hold
 */
public record BadFile(String name, byte[] content, String told) {
    /** A file of text. */
    public static BadFile text(String name, String content, String told) {
        return new BadFile(name, content.getBytes(StandardCharsets.UTF_8), told);
    }

    /** Its name without the ending. */
    public String stem() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Writes it. */
    public Path in(Path folder) throws IOException {
        return Files.write(Files.createDirectories(folder).resolve(name), content);
    }
}
