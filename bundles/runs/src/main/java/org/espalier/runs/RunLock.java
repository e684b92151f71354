package org.espalier.runs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Who is at a run: one process at a time, and one run of it. The lock is one of the operating
 * system, which ends with the process whatever becomes of it. A process loses such a lock when it
 * closes <em>any</em> channel to the file, so none is opened to a file that this process has
 * locked: its name lies beside it.
 */
final class RunLock {
    /** This process, as no other at any time is named on this machine. */
    private static final String THIS_PROCESS =
            ProcessHandle.current().pid()
                    + " "
                    + ProcessHandle.current().info().startInstant().orElse(null);

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NANOS = 10_000_000;

    private final Path file;
    private final Path owner;
    private FileChannel held;
    private volatile boolean kept;

    /**
     * @param folder of the run
     */
    RunLock(Path folder) {
        this.file = folder.resolve(".lock");
        this.owner = folder.resolve(".owner");
    }

    /** Takes it; false when this process or another has it. */
    boolean take() throws IOException {
        synchronized (RunLock.class) {
            if (isOurs()) {
                return false;
            }
            FileChannel opened =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (lock(opened)) {
                    Files.writeString(owner, THIS_PROCESS);
                    held = opened;
                }
            } finally {
                if (held == null) {
                    opened.close();
                }
            }
            return held != null;
        }
    }

    /** Tries more than once: who only looks whether it is taken has it for a moment. */
    private static boolean lock(FileChannel opened) throws IOException {
        boolean locked = opened.tryLock() != null;
        for (int attempt = 1; attempt < ATTEMPTS && !locked; attempt++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            locked = opened.tryLock() != null;
        }
        return locked;
    }

    /** Whether a process has it, be it this one or another. */
    boolean isTaken() throws IOException {
        synchronized (RunLock.class) {
            if (isOurs()) {
                return true;
            }
            try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return opened.tryLock() == null;
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    /** Nobody gets it before this process ends. */
    void keep() {
        kept = true;
    }

    /** Gives it back, where it was taken and is not to be kept. */
    void release() throws IOException {
        synchronized (RunLock.class) {
            if (held != null && !kept) {
                Files.deleteIfExists(owner);
                Files.deleteIfExists(file);
                held.close();
                held = null;
            }
        }
    }

    private boolean isOurs() throws IOException {
        try {
            return Files.readString(owner).equals(THIS_PROCESS);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
