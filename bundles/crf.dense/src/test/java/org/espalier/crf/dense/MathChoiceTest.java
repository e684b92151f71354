package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Run twice: with the module of the Vector API, and without it. */
class MathChoiceTest {
    private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void endsWithWhatTheMachineOffers() {
        boolean given = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String expected = given && VectorMath.fast() ? "Vector API" : "plain Java";
        try (MathChoice choice = MathChoice.best()) {
            assertEquals("plain Java", choice.now().name());
            assertEquals(expected, choice.better().name());
        }
    }

    @Test
    @Timeout(60)
    void takesTheBetterLoopsWhenTheyAreFaster() throws InterruptedException {
        LabelMath slow = new Slowed(200_000);
        LabelMath better = new PlainMath();
        try (MathChoice choice = new MathChoice(slow, better)) {
            choice.worked(A_SECOND);
            Thread.sleep(300);
            assertSame(slow, choice.now(), "a second of work is too little to begin for");
            choice.worked(2 * A_SECOND);
            while (choice.now() != better) {
                Thread.sleep(5);
            }
        }
    }

    @Test
    @Timeout(60)
    void keepsItsLoopsWhileOthersAreSlowerAndStopsWhenClosed() throws InterruptedException {
        LabelMath begin = new PlainMath();
        MathChoice choice = new MathChoice(begin, new Slowed(200_000));
        choice.makeReady();
        Thread.sleep(300);
        assertSame(begin, choice.now());
        assertTrue(isWarmingUp());
        choice.close();
        assertFalse(isWarmingUp(), "nothing is left running");
        assertSame(begin, choice.now());
        choice.makeReady();
        assertFalse(isWarmingUp(), "and nothing begins again");
    }

    private static boolean isWarmingUp() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("espalier-crf-warm-up"));
    }

    /** Plain loops that wait before each softmax. */
    private record Slowed(PlainMath plain, long nanoseconds) implements LabelMath {
        Slowed(long nanoseconds) {
            this(new PlainMath(), nanoseconds);
        }

        @Override
        public String name() {
            return "slowed";
        }

        @Override
        public int stride(int labels) {
            return plain.stride(labels);
        }

        @Override
        public void receive(Term term, int from, int count, float[] block) {
            plain.receive(term, from, count, block);
        }

        @Override
        public void softmax(float[] block, int count, int stride) {
            long end = System.nanoTime() + nanoseconds;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            plain.softmax(block, count, stride);
        }

        @Override
        public void send(Term term, int from, int count, float[] block) {
            plain.send(term, from, count, block);
        }

        @Override
        public void gather(Term term, float[] values, int from, int to) {
            plain.gather(term, values, from, to);
        }

        @Override
        public void blur(Term term, int axis, int from, int to) {
            plain.blur(term, axis, from, to);
        }
    }
}
