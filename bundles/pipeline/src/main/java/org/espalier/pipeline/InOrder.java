package org.espalier.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.espalier.api.data.Sample;

/**
 * Works on several images at a time and hands the results on one by one, in the order of the
 * images: the outcome does not depend on the number of threads. At most twice as many images as
 * threads are under way, so memory is bounded.
 */
final class InOrder implements AutoCloseable {
    private final ExecutorService workers;
    private final int window;

    InOrder(int threads) {
        workers =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "espalier-image");
                            thread.setDaemon(true);
                            return thread;
                        });
        window = 2 * threads;
    }

    /** Makes something of an image. */
    interface Work<T> {
        T apply(Sample sample) throws IOException;
    }

    /** Takes what was made of an image, or the reason why nothing was. */
    interface Sink<T> {
        void accept(Sample sample, T made, Exception failure) throws IOException;
    }

    /**
     * @throws CancellationException when the calling thread is interrupted; work that is under way
     *     ends first
     */
    <T> void run(List<Sample> samples, Work<T> work, Sink<T> sink) throws IOException {
        Deque<Future<T>> underWay = new ArrayDeque<>();
        int next = 0;
        try {
            for (Sample sample : samples) {
                while (next < samples.size() && underWay.size() < window) {
                    Sample ahead = samples.get(next++);
                    underWay.add(workers.submit(() -> work.apply(ahead)));
                }
                take(sample, underWay.remove(), sink);
            }
        } finally {
            underWay.forEach(f -> f.cancel(false));
        }
    }

    private static <T> void take(Sample sample, Future<T> future, Sink<T> sink) throws IOException {
        T made;
        try {
            made = future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled at " + sample.id());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error && !(error instanceof OutOfMemoryError)) {
                throw error;
            }
            if (e.getCause() instanceof CancellationException cancelled) {
                throw cancelled;
            }
            sink.accept(sample, null, asException(e.getCause()));
            return;
        }
        sink.accept(sample, made, null);
    }

    /** An image that is too large for the memory is a bad image like others. */
    private static Exception asException(Throwable cause) {
        return cause instanceof Exception e
                ? e
                : new IOException("does not fit into memory; give Java more (-Xmx)", cause);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
