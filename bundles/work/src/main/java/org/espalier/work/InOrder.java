package org.espalier.work;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.espalier.api.data.Sample;
import org.espalier.api.files.UnwritableException;

/**
 * Works on several images at a time and hands the results on one by one, in the order of the
 * images: the outcome does not depend on the number of threads. At most twice as many images as
 * threads are under way, so memory is bounded: who reads waits for who works.
 *
 * <p>An image that takes longer than it may is given up, its thread interrupted. Where that is of
 * no avail another thread takes the place of the one that hangs; more than there were threads at
 * first, and the work ends.
 */
public final class InOrder implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ThreadPoolExecutor workers;
    private final int threads;
    private final Duration limit;

    /** The engine's turns go by thread group. Java 17 keeps it for good: 100 bytes a stage. */
    private final ThreadGroup caller = new ThreadGroup("espalier-images");

    private int hanging;

    /**
     * Waits for work.
     *
     * @param threads at least 1
     * @param limit for one image; zero is without end
     */
    public InOrder(int threads, Duration limit) {
        this.threads = threads;
        this.limit = limit;
        workers =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(caller, task, "espalier-image");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Makes something of an image. */
    @FunctionalInterface
    public interface Work<T> {
        /** Makes it, on any thread; whatever it throws is the image's failure. */
        T apply(Sample sample) throws IOException;
    }

    /** Takes what was made of an image, or the reason why nothing was. */
    @FunctionalInterface
    public interface Sink<T> {
        /**
         * Takes it, on the thread that called; one of the last two is null, or both.
         *
         * @throws IOException which ends the work
         */
        void accept(Sample sample, T made, Exception failure) throws IOException;
    }

    /**
     * Works on all images, and hands on what is made of each.
     *
     * @throws CancellationException when the calling thread is interrupted; work that is under way
     *     ends first
     * @throws UnwritableException when what is made cannot be kept, of whichever image
     * @throws StuckException when too many images do not end even when their threads are
     *     interrupted
     */
    public <T> void run(List<Sample> samples, Work<T> work, Sink<T> sink) throws IOException {
        Deque<Attempt<T>> underWay = new ArrayDeque<>();
        int next = 0;
        try {
            for (Sample sample : samples) {
                while (next < samples.size() && underWay.size() < 2 * threads) {
                    Sample ahead = samples.get(next++);
                    Attempt<T> attempt = new Attempt<>(() -> work.apply(ahead));
                    underWay.add(attempt);
                    workers.execute(attempt);
                }
                take(sample, underWay.remove(), sink);
            }
        } finally {
            underWay.forEach(attempt -> attempt.cancel(false));
        }
    }

    private <T> void take(Sample sample, Attempt<T> attempt, Sink<T> sink) throws IOException {
        T made;
        try {
            made = attempt.within(limit);
        } catch (InterruptedException e) {
            throw cancelled(sample);
        } catch (TimeoutException e) {
            sink.accept(sample, null, overTime(e));
            replace(sample, attempt);
            return;
        } catch (ExecutionException e) {
            Exception reason = ImageFailure.of(e.getCause());
            if (reason instanceof CancellationException cancelled) {
                throw cancelled;
            }
            if (reason instanceof UnwritableException full) {
                throw full;
            }
            sink.accept(sample, null, reason);
            return;
        }
        sink.accept(sample, made, null);
    }

    private static CancellationException cancelled(Sample sample) {
        Thread.currentThread().interrupt();
        return new CancellationException("cancelled at " + sample.id());
    }

    private OverLimitException overTime(TimeoutException e) {
        return new OverLimitException(
                "took longer than %s; give it more (imageSeconds), or leave it out"
                        .formatted(TimeLimits.told(limit)),
                e);
    }

    /** Puts another thread in the place of one that does not leave the image. */
    private void replace(Sample sample, Attempt<?> attempt) throws StuckException {
        try {
            if (attempt.isLeft(PATIENCE)) {
                return;
            }
        } catch (InterruptedException e) {
            throw cancelled(sample);
        }
        if (++hanging > threads) {
            throw new StuckException(
                    sample.id(),
                    "hangs and cannot be interrupted, as %d others before it"
                            .formatted(hanging - 1),
                    "leave it out of the split; what was finished stays");
        }
        workers.setMaximumPoolSize(threads + hanging);
        workers.setCorePoolSize(threads + hanging);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
