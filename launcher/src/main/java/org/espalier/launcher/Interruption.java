package org.espalier.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C or a request to end: the thread that runs the command is interrupted,
 * which cancels a run, and the process ends when the command has cleaned up, or after a while
 * without.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 30;

    private final Thread command = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);

    private Interruption() {}

    /** From now on, for the current thread. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::end, "espalier-end"));
        return interruption;
    }

    /** The command has ended and cleaned up. */
    void done() {
        ended.countDown();
    }

    private void end() {
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.append("The command did not end in time and is cut off.\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
