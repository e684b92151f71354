package org.espalier.inference.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EngineThreadTest {
    private final EngineThread engine =
            new EngineThread(
                    EngineThreadTest.class.getClassLoader(), new EngineThread.Limits(64, 2));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch let = new CountDownLatch(1);

    @AfterEach
    void end() {
        let.countDown();
        engine.close();
        Thread.interrupted();
    }

    private int hold() throws InterruptedException {
        begun.countDown();
        let.await();
        return 1;
    }

    /** Who holds the engine until it is let go. */
    private Thread holder() throws InterruptedException {
        Thread holder =
                new Thread(
                        () -> {
                            try {
                                engine.call(this::hold);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        holder.start();
        begun.await();
        return holder;
    }

    @Test
    void whatComesLastWaitsForTheWorkThatWasBegun() throws Exception {
        AtomicInteger order = new AtomicInteger();
        CompletableFuture<Thread> after = new CompletableFuture<>();
        Thread caller = holder();
        engine.close(
                () -> {
                    order.addAndGet((int) let.getCount());
                    after.complete(Thread.currentThread());
                });
        engine.close(() -> order.addAndGet(10));
        assertFalse(after.isDone(), "a job is going on");
        let.countDown();
        assertEquals("espalier-engine", after.get().getName());
        caller.join();
        assertEquals(0, order.get());
    }

    @Test
    void whatComesLastIsDoneAtOnceWhereNothingWasEverBegun() {
        AtomicInteger done = new AtomicInteger();
        engine.close(done::incrementAndGet);
        engine.close(done::incrementAndGet);
        assertEquals(1, done.get());
    }

    @Test
    void whoeverCallsItIsOneThreadAndOneAtATime() throws Exception {
        Set<Thread> seen = new HashSet<>(); // not safe for several
        AtomicInteger done = new AtomicInteger();
        Thread[] callers = new Thread[8];
        for (int i = 0; i < callers.length; i++) {
            callers[i] =
                    new Thread(
                            () -> {
                                for (int n = 0; n < 50; n++) {
                                    try {
                                        engine.call(() -> seen.add(Thread.currentThread()));
                                        done.incrementAndGet();
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }
                            });
            callers[i].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(400, done.get());
        assertEquals(1, seen.size());
    }

    @Test
    void workThatHasWorkToDoDoesItAtOnce() throws IOException {
        assertEquals(3, engine.call(() -> 1 + engine.call(() -> 2)));
    }

    @Test
    void whatItThrowsIsThrown() throws IOException {
        IOException own = new IOException("own");
        assertSame(
                own,
                assertThrows(
                        IOException.class,
                        () ->
                                engine.call(
                                        () -> {
                                            throw own;
                                        })));
        assertThrows(
                StackOverflowError.class,
                () ->
                        engine.call(
                                () -> {
                                    throw new StackOverflowError();
                                }));
        assertEquals(1, engine.call(() -> 1), "it goes on");
    }

    @Test
    void whoWaitsItsTurnCanBeInterrupted() throws Exception {
        Thread first = holder();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> engine.call(() -> 2));
        assertTrue(Thread.interrupted());
        let.countDown();
        first.join();
        assertEquals(3, engine.call(() -> 3));
    }

    @Test
    void workThatHasBegunEndsFirst() throws Exception {
        Thread caller = Thread.currentThread();
        new Thread(
                        () -> {
                            try {
                                begun.await();
                                caller.interrupt();
                                Thread.sleep(100);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            let.countDown();
                        })
                .start();
        assertEquals(1, engine.call(this::hold));
        assertTrue(Thread.interrupted(), "for who looks next");
    }
}
