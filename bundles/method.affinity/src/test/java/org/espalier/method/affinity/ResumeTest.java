package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is cancelled anywhere ends, when it is called again, with the same bytes. */
class ResumeTest {
    @TempDir Path folder;

    private final AffinityNet refiner = Halves.refiner(new ByScoreAlone());

    /** Cancels at the nth time it is asked. */
    private record Cancelling(TestContext base, int[] left) implements StageContext {
        @Override
        public Path folder() {
            return base.folder();
        }

        @Override
        public ClassSet classes() {
            return base.classes();
        }

        @Override
        public Settings settings() {
            return base.settings();
        }

        @Override
        public long seed() {
            return base.seed();
        }

        @Override
        public Progress progress() {
            return base.progress();
        }

        @Override
        public void failed(String sampleId, Exception reason) {
            base.failed(sampleId, reason);
        }

        @Override
        public void checkCancelled() {
            if (left[0]-- == 0) {
                throw new CancellationException("here");
            }
        }
    }

    private void fit(StageContext context) throws IOException {
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
        assertThrows(
                CancellationException.class,
                () -> fit(new Cancelling(resumed, new int[] {cancelAt})));
        assertFalse(Files.exists(resumed.folder().resolve(AffinityNet.WEIGHTS)));
        fit(resumed);
        assertArrayEquals(weights(whole), weights(resumed));
    }
}
