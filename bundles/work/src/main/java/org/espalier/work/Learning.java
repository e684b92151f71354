package org.espalier.work;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a stage learn in a thread of its own, and gives it up when it shows no sign of life for too
 * long, or takes too long as a whole.
 */
public final class Learning {
    private static final long LOOK_MILLIS = 100;

    private final String stage;
    private final TimeLimits limits;
    private final Duration patience;

    /**
     * For one stage.
     *
     * @param stage as a person knows it
     * @param patience with a thread that is interrupted
     */
    public Learning(String stage, TimeLimits limits, Duration patience) {
        this.stage = stage;
        this.limits = limits;
        this.patience = patience;
    }

    /** What the stage does. */
    @FunctionalInterface
    public interface Work {
        /** Learns, in a thread of its own. */
        void run() throws IOException;
    }

    /** What is done about a stage that goes on although it was given up. */
    @FunctionalInterface
    public interface Abandoned {
        /** It may still write where it wrote. */
        void stillRuns();
    }

    /**
     * Ends when the stage has, or when it is given up.
     *
     * @throws StuckException when it is given up
     * @throws CancellationException when the calling thread is interrupted and the stage ends for
     *     it
     */
    public void run(Work work, SignsOfLife life, Abandoned abandoned) throws IOException {
        FutureTask<Void> learning =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        // the engine's turns go by thread group, and those who learn start threads that read
        ThreadGroup caller = new ThreadGroup("espalier-learning");
        Thread thread = new Thread(caller, learning, "espalier-learns " + stage);
        thread.setDaemon(true);
        thread.start();
        long began = System.nanoTime();
        while (!learning.isDone()) {
            try {
                learning.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                if (!end(thread)) {
                    abandoned.stillRuns();
                    Thread.currentThread().interrupt();
                    throw new CancellationException(stage + " does not stop");
                }
                Thread.currentThread().interrupt();
                break;
            } catch (ExecutionException e) {
                break;
            } catch (TimeoutException e) {
                StuckException stuck = stuck(System.nanoTime() - began, life);
                if (stuck != null) {
                    if (!end(thread)) {
                        abandoned.stillRuns();
                    }
                    throw stuck;
                }
            }
        }
        outcome(learning);
    }

    private StuckException stuck(long taken, SignsOfLife life) {
        if (TimeLimits.isOver(limits.stall(), life.silence())) {
            return new StuckException(
                    stage,
                    "no sign of life for " + TimeLimits.told(limits.stall()) + life.told(),
                    "leave that image out, or give it more time (stallSeconds)");
        }
        if (TimeLimits.isOver(limits.learn(), taken)) {
            return new StuckException(
                    stage,
                    "learns for longer than " + TimeLimits.told(limits.learn()) + life.told(),
                    "run again to go on, or give it more time (learnSeconds)");
        }
        return null;
    }

    /** Interrupts it; whether it ends for that. */
    private boolean end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static void outcome(FutureTask<Void> learning) throws IOException {
        boolean interrupted = Thread.interrupted(); // of a result that is there
        try {
            learning.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the result is there", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw (IOException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
