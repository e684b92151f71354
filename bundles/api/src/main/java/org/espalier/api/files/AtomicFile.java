package org.espalier.api.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file so that a reader sees it whole or not at all, even if the process or the machine
 * dies: beside its place first, forced to disk, then moved.
 */
public final class AtomicFile {
    /** What files that are still being written end with; one that is found was left by a crash. */
    public static final String PARTIAL = ".partial";

    private static final AtomicLong COUNT = new AtomicLong();

    private AtomicFile() {}

    /** Puts the content of a file on a stream. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing one that is there; parent folders are made.
     *
     * @throws IOException when the disk is full or the folder cannot be written; nothing of the new
     *     content is then left and an earlier file stays as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // not a temporary file: those are readable by their owner alone
        String unique = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path partial = folder.resolve("." + file.getFileName() + "." + unique + PARTIAL);
        try {
            // not a channel: an interrupt, which cancels a run, would close it under the writer
            try (FileOutputStream raw = new FileOutputStream(partial.toFile());
                    OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
                content.writeTo(out);
                out.flush();
                raw.getFD().sync();
            }
            Files.move(
                    partial,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Writes text as UTF-8; see {@link #write(Path, Content)}. */
    public static void writeText(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
