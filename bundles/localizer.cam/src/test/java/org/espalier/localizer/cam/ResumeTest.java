package org.espalier.localizer.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is cancelled anywhere ends, when it is called again, with the same bytes. */
class ResumeTest {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "dark", "light"));
    private static final Settings SETTINGS =
            TestSettings.of(
                    "backbone",
                    "tiny",
                    "outputStride",
                    8,
                    "epochs",
                    3,
                    "batch",
                    4,
                    "rate",
                    0.003,
                    "trainingSides",
                    new int[] {25},
                    "sides",
                    new int[] {25},
                    "gridSide",
                    25);

    @TempDir Path folder;

    private final ClassActivationMaps cam =
            new ClassActivationMaps(TestEngine.ENGINE, TestEngine.NO_FEATURES);

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int index = i;
            samples.add(
                    new Sample(
                            "s" + i,
                            Tags.of(1 + i % 2),
                            () -> {
                                byte[] rgb = new byte[25 * 25 * 3];
                                SplittableRandom random = new SplittableRandom(index);
                                for (int p = 0; p < rgb.length; p++) {
                                    rgb[p] = (byte) (100 * (index % 2) + random.nextInt(100));
                                }
                                return new Image(25, 25, rgb);
                            }));
        }
        return samples;
    }

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

    private TestContext context(String name) throws IOException {
        return new TestContext(Files.createDirectories(folder.resolve(name)), CLASSES, SETTINGS);
    }

    private static byte[] weights(TestContext context) throws IOException {
        return Files.readAllBytes(context.folder().resolve("weights.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void endsWithTheSameBytes(int cancelAt) throws IOException {
        TestContext whole = context("whole");
        cam.fit(samples(), whole);
        TestContext resumed = context("resumed");
        assertThrows(
                CancellationException.class,
                () -> cam.fit(samples(), new Cancelling(resumed, new int[] {cancelAt})));
        assertFalse(Files.exists(resumed.folder().resolve("weights.safetensors")));
        cam.fit(samples(), resumed);
        assertArrayEquals(weights(whole), weights(resumed));
    }
}
