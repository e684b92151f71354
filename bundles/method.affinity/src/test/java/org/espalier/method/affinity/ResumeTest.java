package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is cancelled anywhere ends, when it is called again, with the same bytes. */
class ResumeTest {
    @TempDir Path folder;

    private final AffinityNet refiner = Halves.refiner(new ByScoreAlone());

    private void fit(TestContext context) throws IOException {
        refiner.fit(Halves.samples(10), Halves::scores, context);
    }

    private static byte[] weights(TestContext context) throws IOException {
        return Files.readAllBytes(context.folder().resolve(AffinityNet.WEIGHTS));
    }

    /** Ten images are labelled, ten averaged, and three epochs have three steps each. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 14, 20, 22, 24, 28})
    void endsWithTheSameBytes(int cancelAt) throws IOException {
        TestContext whole = Halves.context(folder.resolve("whole"));
        fit(whole);
        TestContext resumed = Halves.context(folder.resolve("resumed"));
        assertThrows(CancellationException.class, () -> fit(resumed.cancelledAfter(cancelAt)));
        assertFalse(Files.exists(resumed.folder().resolve(AffinityNet.WEIGHTS)));
        fit(resumed);
        assertArrayEquals(weights(whole), weights(resumed));
    }
}
