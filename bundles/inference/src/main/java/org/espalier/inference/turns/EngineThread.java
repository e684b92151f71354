package org.espalier.inference.turns;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.espalier.inference.InferenceConfiguration;

/**
 * The one thread that ever calls the engine. Native code keeps its buffers and compiled operations
 * for each thread that calls it, and does not give them back when a thread ends: a run, whose
 * threads are its own, would cost some tens of megabytes for good.
 *
 * <p>Callers are told apart by their thread group, and take turns. Requests of equal work that wait
 * when one of them has its turn are done together.
 */
public final class EngineThread implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition come = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Turns turns = new Turns();
    private final Limits limits;
    private final Thread thread;
    private boolean closed;
    private Runnable last = () -> {};

    /** Whether more than one has waited of late: only then is it worth a wait for others. */
    private boolean company;

    /**
     * How requests wait.
     *
     * @param waiting requests at most, at least 1; who comes later waits to be let in
     * @param millis at most that a request that can be done with others waits for them; not if it
     *     was alone of late
     */
    public record Limits(int waiting, int millis) {
        public static Limits of(InferenceConfiguration configuration) {
            return new Limits(configuration.longestQueue(), configuration.batchMillis());
        }
    }

    /**
     * @param loader the context class loader of the thread
     */
    public EngineThread(ClassLoader loader, Limits limits) {
        this.limits = limits;
        thread = new Thread(this::serve, "espalier-engine");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
    }

    /**
     * Has work done there; work that itself has work to do does it at once.
     *
     * @throws InterruptedIOException when the calling thread is interrupted while it waits its
     *     turn: the work is dropped; work that has begun ends first
     */
    public <T> T call(Callable<T> work) throws IOException {
        return call(new Alone<>(work), null);
    }

    /** As {@link #call(Callable)}, perhaps together with equal work that others want. */
    public <I, O> O call(Joint<I, O> joint, I item) throws IOException {
        if (Thread.currentThread() == thread) {
            return outcome(() -> joint.of(Collections.singletonList(item)).get(0));
        }
        Object caller = Thread.currentThread().getThreadGroup();
        Request<I, O> request = new Request<>(caller, joint, item, new CompletableFuture<>());
        enter(request);
        return await(request);
    }

    /** Work for one. */
    private record Alone<T>(Callable<T> work) implements Joint<Void, T> {
        @Override
        public int most() {
            return 1;
        }

        @Override
        public List<T> of(List<Void> items) throws Exception {
            return Collections.singletonList(work.call());
        }
    }

    private void enter(Request<?, ?> request) throws IOException {
        try {
            lock.lockInterruptibly();
            try {
                while (turns.size() >= limits.waiting() && !closed) {
                    room.await();
                }
                if (closed) {
                    throw new IllegalStateException("the engine was closed");
                }
                if (thread.getState() == Thread.State.NEW) {
                    thread.start();
                }
                turns.add(request);
                come.signal();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the engine");
    }

    private <O> O await(Request<?, O> request) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return request.done().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (withdrawn(request)) {
                        throw interrupted();
                    }
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

    private boolean withdrawn(Request<?, ?> request) {
        lock.lock();
        try {
            boolean there = turns.remove(request);
            room.signalAll();
            return there;
        } finally {
            lock.unlock();
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

    private static <T> T rethrow(Throwable cause) throws Exception {
        if (cause instanceof Error error) {
            throw error;
        }
        throw (Exception) cause;
    }

    private void serve() {
        try {
            boolean more = true;
            while (more) {
                more = serveNext();
            }
            last().run();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the engine", e);
        }
    }

    private Runnable last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of what was done is held while the next is waited for. */
    private boolean serveNext() throws InterruptedException {
        List<Request<?, ?>> now = take();
        serve(now);
        return !now.isEmpty();
    }

    /** What is to be done now: requests of equal work; none when all is done for good. */
    private List<Request<?, ?>> take() throws InterruptedException {
        lock.lock();
        try {
            while (turns.size() == 0) {
                if (closed) {
                    return List.of();
                }
                come.await();
            }
            company |= turns.size() > 1;
            List<Request<?, ?>> now = new ArrayList<>(List.of(turns.next()));
            int most = now.get(0).joint().most();
            long nanos = TimeUnit.MILLISECONDS.toNanos(limits.millis());
            if (limits.millis() > 0 && most > 1) {
                now.addAll(turns.companions(now.get(0), most - 1));
                while (company && now.size() < most && nanos > 0 && turns.size() == 0) {
                    nanos = come.awaitNanos(nanos);
                    now.addAll(turns.companions(now.get(0), most - now.size()));
                }
                company = now.size() > 1 || turns.size() > 0;
            }
            room.signalAll();
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** All of them have the same work, so that casting them is safe. */
    @SuppressWarnings("unchecked")
    private static void serve(List<Request<?, ?>> requests) {
        if (requests.isEmpty()) {
            return;
        }
        List<Request<Object, Object>> same = (List<Request<Object, Object>>) (List<?>) requests;
        List<Object> items = new ArrayList<>();
        same.forEach(request -> items.add(request.item()));
        try {
            List<Object> all = same.get(0).joint().of(items);
            for (int i = 0; i < same.size(); i++) {
                same.get(i).done().complete(all.get(i));
            }
        } catch (Throwable e) {
            if (same.size() == 1) {
                same.get(0).done().completeExceptionally(e);
            } else {
                // nobody fails for another
                same.forEach(request -> serve(List.of(request)));
            }
        }
    }

    /** What waits is still done; nothing is let in any more. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * The same.
     *
     * @param after done on the thread when all else is, or here if it never began
     */
    public void close(Runnable after) {
        boolean here;
        lock.lock();
        try {
            here = !closed && thread.getState() == Thread.State.NEW;
            last = closed ? last : after;
            closed = true;
            come.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        if (here) {
            after.run();
        }
    }
}
