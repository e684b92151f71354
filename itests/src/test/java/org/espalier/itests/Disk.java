package org.espalier.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system in memory, of a size of one's own, which takes the right to mount one. */
final class Disk implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    /** Null where none can be mounted. */
    static Disk mount(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        boolean done =
                call("mount", "-t", "tmpfs", "-o", "size=" + bytes, "espalier", folder.toString());
        return done ? new Disk(folder) : null;
    }

    Path folder() {
        return folder;
    }

    /** Makes it larger, keeps or drops the right to write. */
    void change(String options) throws IOException {
        if (!call("mount", "-o", "remount," + options, folder.toString())) {
            throw new IOException(folder + ": cannot be mounted with " + options);
        }
    }

    @Override
    public void close() throws IOException {
        call("umount", "-l", folder.toString());
    }

    private static boolean call(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
