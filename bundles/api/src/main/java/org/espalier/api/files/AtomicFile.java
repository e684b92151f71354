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

    private static final int BUFFER_BYTES = 1 << 16;
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
     * @throws UnwritableException when the disk is full or the folder cannot be written; nothing of
     *     the new content is then left and an earlier file stays as it was
     * @throws IOException of the content's own
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // not a temporary file: those are readable by their owner alone
        String unique = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path partial = folder.resolve("." + file.getFileName() + "." + unique + PARTIAL);
        try {
            // not a channel: an interrupt, which cancels a run, would close it under the writer
            try (FileOutputStream raw = open(partial, file);
                    OutputStream out =
                            new BufferedOutputStream(new Disk(raw, file), BUFFER_BYTES)) {
                content.writeTo(out);
                out.flush();
                sync(raw, file);
            }
            move(partial, file);
        } finally {
            delete(partial);
        }
    }

    private static void delete(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            return; // it is found by its ending later on
        }
    }

    private static FileOutputStream open(Path partial, Path file) throws UnwritableException {
        try {
            Files.createDirectories(partial.getParent());
            return new FileOutputStream(partial.toFile());
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    private static void sync(FileOutputStream raw, Path file) throws UnwritableException {
        try {
            raw.getFD().sync();
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    private static void move(Path partial, Path file) throws UnwritableException {
        try {
            Files.move(
                    partial,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    /** Tells what the disk says from what the content does. */
    private static final class Disk extends OutputStream {
        private final OutputStream raw;
        private final Path file;

        Disk(OutputStream raw, Path file) {
            this.raw = raw;
            this.file = file;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                raw.write(bytes, from, count);
            } catch (IOException e) {
                throw new UnwritableException(file, e);
            }
        }
    }

    /** Writes text as UTF-8; see {@link #write(Path, Content)}. */
    public static void writeText(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
