package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

class SampleWorkTest {
    private final TestContext context =
            new TestContext(Path.of("."), null, TestSettings.defaults());

    private static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new Sample("s" + i, Tags.none(), () -> null));
        }
        return samples;
    }

    private static int index(Sample sample) {
        return Integer.parseInt(sample.id().substring(1));
    }

    @Test
    void whatCanBeUsedComesBackInOrder() {
        List<Sample> usable =
                new SampleWork(context)
                        .each(
                                "work",
                                samples(40),
                                sample -> {
                                    if (index(sample) % 7 == 0) {
                                        throw new IOException("broken");
                                    }
                                    // the later ones end first
                                    Thread.yield();
                                    return index(sample) % 2 == 0;
                                });
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 40; i += 2) {
            if (i % 7 != 0) {
                expected.add(i);
            }
        }
        assertEquals(expected, usable.stream().map(SampleWorkTest::index).toList());
        assertEquals(Set.of("s0", "s7", "s14", "s21", "s28", "s35"), context.failures().keySet());
    }

    @Test
    void anImageThatIsTooLargeIsReportedAndTheOthersGoOn() {
        List<Sample> usable =
                new SampleWork(context)
                        .each(
                                "work",
                                samples(5),
                                sample -> {
                                    if (index(sample) == 2) {
                                        throw new OutOfMemoryError("Java heap space");
                                    }
                                    return true;
                                });
        assertEquals(List.of(0, 1, 3, 4), usable.stream().map(SampleWorkTest::index).toList());
        assertEquals(Set.of("s2"), context.failures().keySet());
        assertTrue(context.failures().get("s2").getMessage().contains("-Xmx"));
    }

    @Test
    void nothingIsUnderWayAfterACancellation() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () ->
                        new SampleWork(context.cancelledAfter(2))
                                .each(
                                        "work",
                                        samples(500),
                                        sample -> {
                                            begun.incrementAndGet();
                                            long until = System.nanoTime() + 2_000_000;
                                            while (System.nanoTime() < until) {
                                                Thread.onSpinWait();
                                            }
                                            ended.incrementAndGet();
                                            return true;
                                        }));
        int left = begun.get();
        assertEquals(left, ended.get());
        assertTrue(left < 500, "all were done");
        assertEquals(left, begun.get());
    }

    @Test
    void anErrorIsNoBadImage() {
        assertThrows(
                NoClassDefFoundError.class,
                () ->
                        new SampleWork(context)
                                .each(
                                        "work",
                                        samples(1),
                                        sample -> {
                                            throw new NoClassDefFoundError();
                                        }));
        assertTrue(context.failures().isEmpty());
    }
}
