package org.espalier.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final List<Sample> samples =
            IntStream.range(0, 50)
                    .mapToObj(i -> new Sample("s" + i, Tags.none(), () -> null))
                    .toList();

    @Test
    void resultsComeInTheOrderOfTheImages() throws IOException {
        List<String> ids = new ArrayList<>();
        try (InOrder workers = new InOrder(4, Duration.ZERO)) {
            workers.run(
                    samples,
                    s -> {
                        Thread.yield();
                        return s.id();
                    },
                    (s, made, failure) -> ids.add(made));
        }
        assertEquals(samples.stream().map(Sample::id).toList(), ids);
    }

    /** The engine hands out its turns by thread group. */
    @Test
    void threadsOfOneStageAreOneCallerAndThoseOfTwoAreNot() throws IOException {
        Set<ThreadGroup> callers = Collections.synchronizedSet(new HashSet<>());
        for (int stage = 1; stage < 3; stage++) {
            try (InOrder workers = new InOrder(4, Duration.ZERO)) {
                workers.run(
                        samples,
                        s -> callers.add(Thread.currentThread().getThreadGroup()),
                        (s, made, failure) -> {});
            }
            assertEquals(stage, callers.size());
        }
        assertFalse(callers.contains(Thread.currentThread().getThreadGroup()));
    }

    @Test
    void neverMoreThanTwoImagesAThreadAreUnderWay() throws IOException {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] taken = new int[1];
        try (InOrder workers = new InOrder(3, Duration.ZERO)) {
            workers.run(
                    samples,
                    s -> begun.incrementAndGet(),
                    (s, made, failure) -> {
                        most.accumulateAndGet(begun.get() - taken[0], Math::max);
                        taken[0]++;
                    });
        }
        assertEquals(50, taken[0]);
        assertTrue(most.get() <= 6, "under way: " + most.get());
    }

    @Test
    void oneFailureIsHandedOnAndTheOthersGoOn() throws IOException {
        List<String> failed = new ArrayList<>();
        int[] done = new int[1];
        try (InOrder workers = new InOrder(2, Duration.ZERO)) {
            workers.run(
                    samples,
                    s -> {
                        if (s.id().equals("s7")) {
                            throw new IOException("bad");
                        }
                        if (s.id().equals("s8")) {
                            throw new OutOfMemoryError("huge");
                        }
                        if (s.id().equals("s9")) {
                            throw new StackOverflowError();
                        }
                        return s;
                    },
                    (s, made, failure) -> {
                        if (failure != null) {
                            failed.add(s.id() + " " + failure.getMessage());
                        } else {
                            done[0]++;
                        }
                    });
        }
        assertEquals(47, done[0]);
        assertEquals("s7 bad", failed.get(0));
        assertTrue(failed.get(1).startsWith("s8 does not fit into memory"), failed.get(1));
    }

    @Test
    void anErrorOfTheProgramIsNotABadImage() {
        try (InOrder workers = new InOrder(2, Duration.ZERO)) {
            assertThrows(
                    AssertionError.class,
                    () ->
                            workers.run(
                                    samples,
                                    s -> {
                                        throw new AssertionError("bug");
                                    },
                                    (s, made, failure) -> {}));
        }
    }
}
