package org.espalier.inference;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that ever calls the engine. Native code keeps its buffers and compiled operations
 * for each thread that calls it, and does not give them back when a thread ends: a run, whose
 * threads are its own, would cost some tens of megabytes for good.
 */
final class EngineThread implements AutoCloseable {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ExecutorService executor;
    private volatile Thread thread;

    /**
     * @param loader the context class loader of the thread
     */
    EngineThread(ClassLoader loader) {
        executor =
                Executors.newSingleThreadExecutor(
                        work -> {
                            thread = new Thread(work, "espalier-engine");
                            thread.setDaemon(true);
                            thread.setContextClassLoader(loader);
                            return thread;
                        });
    }

    /**
     * Has work done there, in the order of arrival; work that itself has work to do does it at
     * once.
     *
     * @throws InterruptedIOException when the calling thread is interrupted while it waits its
     *     turn; work that has begun ends first
     */
    <T> T call(Callable<T> work) throws IOException {
        if (Thread.currentThread() == thread) {
            return outcome(work);
        }
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the engine");
        }
        try {
            return await(executor.submit(work));
        } finally {
            turn.unlock();
        }
    }

    private static <T> T outcome(Callable<T> work) throws IOException {
        try {
            return work.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("jobs throw no other exceptions", e);
        }
    }

    private static <T> T await(Future<T> done) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return outcome(() -> rethrow(e.getCause()));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T rethrow(Throwable cause) throws Exception {
        if (cause instanceof Error error) {
            throw error;
        }
        throw (Exception) cause;
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
