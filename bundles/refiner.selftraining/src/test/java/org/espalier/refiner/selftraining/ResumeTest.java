package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is cancelled anywhere ends, when it is called again, with the same bytes. */
class ResumeTest {
    @TempDir Path folder;

    private final SelfTraining refiner =
            new SelfTraining(TestEngine.PRETENDING, TestEngine.features(new AtomicInteger()));

    private TestContext context(String name) throws IOException {
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                Discs.CLASSES,
                SelfTrainingTest.settings("epochs", 3));
    }

    private void fit(TestContext context) throws IOException {
        refiner.fit(Discs.samples(20), s -> Discs.scores(Discs.index(s)), context);
    }

    private static byte[] head(TestContext context) throws IOException {
        return Files.readAllBytes(context.folder().resolve("round-2.safetensors"));
    }

    /** A round looks at 20 images and takes 3 times 2 steps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 19, 21, 24, 25, 26, 40, 47, 49, 51})
    void endsWithTheSameBytes(int cancelAt) throws IOException {
        TestContext whole = context("whole");
        fit(whole);
        TestContext resumed = context("resumed");
        assertThrows(CancellationException.class, () -> fit(resumed.cancelledAfter(cancelAt)));
        assertFalse(Files.exists(resumed.folder().resolve("round-2.safetensors")));
        assertEquals(cancelAt >= 26, Files.exists(resumed.folder().resolve("round-1.safetensors")));
        fit(resumed);
        assertArrayEquals(head(whole), head(resumed));
    }

    @Test
    void whatIsLearnedIsNotLearnedAgain() throws IOException {
        TestContext context = context("done");
        fit(context);
        byte[] first = head(context);
        TestContext again = context.cancelledAfter(Integer.MAX_VALUE);
        fit(again);
        assertEquals(Integer.MAX_VALUE, again.steps().get(), "no step was taken");
        Path round = context.folder().resolve("round-2.safetensors");
        Files.write(round, Arrays.copyOf(first, first.length / 2));
        fit(context);
        assertArrayEquals(first, head(context));
    }
}
