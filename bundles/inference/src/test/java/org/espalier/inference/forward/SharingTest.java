package org.espalier.inference.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.espalier.inference.turns.EngineThread;
import org.espalier.inference.turns.Joint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several callers at one engine. */
@Timeout(30)
class SharingTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch let = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private EngineThread engine = engine(64, 2);

    private static EngineThread engine(int waiting, int millis) {
        return new EngineThread(
                SharingTest.class.getClassLoader(), new EngineThread.Limits(waiting, millis));
    }

    @AfterEach
    void end() {
        let.countDown();
        engine.close();
    }

    /** Doubles its items, and notes how many there were. */
    private record Doubling(String name, int most, List<Integer> batches)
            implements Joint<Integer, Integer> {
        @Override
        public List<Integer> of(List<Integer> items) throws IOException {
            batches.add(items.size());
            if (items.contains(-1)) {
                throw new IOException("less than nothing");
            }
            return items.stream().map(i -> 2 * i).toList();
        }
    }

    private <T> FutureTask<T> start(ThreadGroup caller, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(caller, task);
        thread.start();
        while (thread.getState() == Thread.State.NEW
                || thread.getState() == Thread.State.RUNNABLE) {
            Thread.sleep(1);
        }
        return task;
    }

    /** Keeps the engine busy until it is let go. */
    private void hold() throws Exception {
        start(
                new ThreadGroup("holder"),
                () ->
                        engine.call(
                                () -> {
                                    begun.countDown();
                                    let.await();
                                    return null;
                                }));
        begun.await();
    }

    private FutureTask<Boolean> note(ThreadGroup caller, String what) throws Exception {
        return start(caller, () -> engine.call(() -> done.add(what)));
    }

    @Test
    void aCallerWithManyThreadsDoesNotStarveAnother() throws Exception {
        hold();
        ThreadGroup many = new ThreadGroup("many");
        ThreadGroup few = new ThreadGroup("few");
        List<FutureTask<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(note(many, "many"));
        }
        all.add(note(few, "few"));
        all.add(note(few, "few"));
        let.countDown();
        for (FutureTask<Boolean> each : all) {
            each.get();
        }
        assertEquals(List.of("many", "few", "many", "few"), done.subList(0, 4));
        assertEquals(8, done.size());
    }

    @Test
    void whoIsInterruptedLeavesAndItsWorkIsDropped() throws Exception {
        hold();
        List<Exception> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread waiter =
                new Thread(
                        () -> {
                            try {
                                engine.call(() -> done.add("dropped"));
                            } catch (IOException e) {
                                thrown.add(e);
                            }
                        });
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        waiter.interrupt();
        waiter.join();
        assertEquals(InterruptedIOException.class, thrown.get(0).getClass(), "while it is busy");
        let.countDown();
        engine.call(() -> done.add("later"));
        assertEquals(List.of("later"), done);
    }

    @Test
    void whoComesWhenTheQueueIsFullWaitsToBeLetIn() throws Exception {
        engine = engine(1, 2);
        hold();
        ThreadGroup group = new ThreadGroup("group");
        FutureTask<Boolean> in = note(group, "in");
        FutureTask<Boolean> out = note(new ThreadGroup("later"), "out");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> engine.call(() -> done.add("never")));
        assertTrue(Thread.interrupted());
        let.countDown();
        in.get();
        out.get();
        assertEquals(List.of("in", "out"), done);
    }

    private List<FutureTask<Integer>> doublings(int most, int... items) throws Exception {
        hold();
        List<FutureTask<Integer>> all = new ArrayList<>();
        for (int item : items) {
            all.add(
                    start(
                            new ThreadGroup("caller " + item),
                            () -> engine.call(new Doubling("d", most, batches), item)));
        }
        let.countDown();
        return all;
    }

    @Test
    void equalWorkThatWaitsIsDoneAtOnce() throws Exception {
        List<FutureTask<Integer>> all = doublings(4, 0, 1, 2, 3, 4);
        for (int i = 0; i < all.size(); i++) {
            assertEquals(2 * i, all.get(i).get());
        }
        assertEquals(List.of(4, 1), batches);
    }

    @Test
    void noBatchesWithoutATimeToWait() throws Exception {
        engine = engine(64, 0);
        for (FutureTask<Integer> each : doublings(4, 0, 1, 2)) {
            each.get();
        }
        assertEquals(List.of(1, 1, 1), batches);
    }

    @Test
    void nobodyFailsForAnother() throws Exception {
        List<FutureTask<Integer>> all = doublings(4, 1, -1, 2);
        assertEquals(2, all.get(0).get());
        assertThrows(java.util.concurrent.ExecutionException.class, () -> all.get(1).get());
        assertEquals(4, all.get(2).get());
        assertEquals(List.of(3, 1, 1, 1), batches);
    }

    @Test
    void whoIsAloneDoesNotWait() throws Exception {
        engine = engine(64, 10_000);
        long began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertEquals(2 * i, engine.call(new Doubling("alone", 8, batches), i));
        }
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10));
        assertEquals(50, batches.size());
    }

    @Test
    void whoHadCompanyWaitsForIt() throws Exception {
        engine = engine(64, 10_000);
        hold();
        FutureTask<Boolean> other = note(new ThreadGroup("other"), "other");
        FutureTask<Integer> early =
                start(
                        new ThreadGroup("early"),
                        () -> engine.call(new Doubling("d", 2, batches), 1));
        let.countDown();
        other.get();
        Thread.sleep(50);
        assertFalse(early.isDone(), "it waits for a second");
        assertEquals(4, engine.call(new Doubling("d", 2, batches), 2));
        assertEquals(2, early.get());
        assertEquals(List.of(2), batches);
    }
}
