package org.espalier.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.espalier.api.stage.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LearningTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final SignsOfLife life = new SignsOfLife(Progress.silent());
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private final CountDownLatch let = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        let.countDown();
        Thread.interrupted();
    }

    private void learn(TimeLimits limits, Learning.Work work) throws IOException {
        new Learning("stage", limits, PATIENCE).run(work, life, () -> abandoned.set(true));
    }

    private static TimeLimits limits(long stallMillis, long learnMillis) {
        return new TimeLimits(
                Duration.ZERO, Duration.ofMillis(stallMillis), Duration.ofMillis(learnMillis));
    }

    private void deaf() {
        boolean waits = true;
        while (waits) {
            try {
                let.await();
                waits = false;
            } catch (InterruptedException e) {
                waits = true;
            }
        }
    }

    @Test
    void whoLearnsIsACallerOfItsOwnWithTheThreadsItStarts() throws IOException {
        ThreadGroup[] callers = new ThreadGroup[2];
        learn(
                limits(0, 0),
                () -> {
                    callers[0] = Thread.currentThread().getThreadGroup();
                    callers[1] = new Thread(() -> {}).getThreadGroup();
                });
        assertSame(callers[0], callers[1]);
        assertNotSame(Thread.currentThread().getThreadGroup(), callers[0]);
    }

    @Test
    void whatTheStageThrowsIsThrown() {
        IOException own = new IOException("own");
        assertEquals(
                own,
                assertThrows(
                        IOException.class,
                        () ->
                                learn(
                                        TimeLimits.NONE,
                                        () -> {
                                            throw own;
                                        })));
        assertThrows(
                StackOverflowError.class,
                () ->
                        learn(
                                TimeLimits.NONE,
                                () -> {
                                    throw new StackOverflowError();
                                }));
    }

    @Test
    void signsOfLifeKeepItGoing() throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        learn(
                limits(400, 0),
                () -> {
                    for (int i = 0; i < 20; i++) {
                        pause(50);
                        life.measure("loss", i, 1);
                    }
                    done.set(true);
                });
        assertTrue(done.get());
    }

    @Test
    void withoutThemItIsInterrupted() {
        AtomicBoolean heard = new AtomicBoolean();
        assertThrows(
                StuckException.class,
                () ->
                        learn(
                                limits(200, 0),
                                () -> {
                                    try {
                                        let.await();
                                    } catch (InterruptedException e) {
                                        heard.set(true);
                                    }
                                }));
        assertTrue(heard.get());
        assertFalse(abandoned.get());
    }

    @Test
    void oneThatIsDeafIsAbandoned() {
        assertThrows(StuckException.class, () -> learn(limits(0, 200), this::deaf));
        assertTrue(abandoned.get());
    }

    @Test
    void whoWaitsCanBeInterruptedEvenIfTheStageIsDeaf() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> learn(TimeLimits.NONE, this::deaf));
        assertTrue(abandoned.get());
        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void aStageThatEndsAllTheSameHasEnded() throws IOException {
        Thread.currentThread().interrupt();
        AtomicBoolean done = new AtomicBoolean();
        learn(
                TimeLimits.NONE,
                () -> {
                    pause(100);
                    done.set(true);
                });
        assertTrue(done.get());
        assertTrue(Thread.currentThread().isInterrupted(), "the next step looks for it");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
