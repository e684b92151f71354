package org.espalier.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on one image, whose time counts from when a thread takes it up. */
final class Attempt<T> extends FutureTask<T> {
    private static final long LOOK_MILLIS = 100;

    private final CountDownLatch left = new CountDownLatch(1);
    private volatile long began;
    private volatile boolean begun;

    Attempt(Callable<T> work) {
        super(work);
    }

    @Override
    public void run() {
        began = System.nanoTime();
        begun = true;
        try {
            super.run();
        } finally {
            left.countDown();
        }
    }

    /**
     * Waits for what is made.
     *
     * @param limit zero is without end
     * @throws TimeoutException when the work takes longer; its thread is interrupted then
     */
    T within(Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
        if (limit.isZero()) {
            return get();
        }
        while (true) {
            try {
                return get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (begun && TimeLimits.isOver(limit, System.nanoTime() - began)) {
                    cancel(true);
                    throw e;
                }
            }
        }
    }

    /** Whether its thread has left it, or does so in that time. */
    boolean isLeft(Duration patience) throws InterruptedException {
        return left.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
