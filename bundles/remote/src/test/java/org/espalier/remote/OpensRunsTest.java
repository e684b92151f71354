package org.espalier.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.Predictor;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Progress;
import org.espalier.testing.PlainCodecs;
import org.junit.jupiter.api.Test;

class OpensRunsTest {
    private static final Path RUN = Path.of("runs/test/1");

    private final PlainCodecs codecs = new PlainCodecs();
    private final Sight sight = new Sight();

    /** Sees in every pixel the class that its red says; gives up on black, and dreams on white. */
    private static final class Sight implements Predictor {
        private boolean closed;

        @Override
        public ClassSet classes() {
            return ClassSet.withBackground(List.of("ground", "cat", "dog"));
        }

        @Override
        public Duration imageLimit() {
            return Duration.ofMillis(300);
        }

        @Override
        public LabelMap labels(Image image) throws IOException {
            byte[] labels = new byte[image.width() * image.height()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = image.rgb()[3 * i];
            }
            if (labels[0] == 3) {
                throw new BadInputException("image", "is black", "give another");
            }
            while (labels[0] == 4) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("woken");
                }
            }
            return new LabelMap(image.width(), image.height(), labels);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private record Engine(boolean ok) implements EngineStatus {
        @Override
        public String engine() {
            return "fake";
        }

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public List<String> backbones() {
            return List.of();
        }

        @Override
        public Health probe() {
            return new Health(ok, ok ? "computes" : "the library is missing");
        }
    }

    private record Opens(Predictor predictor) implements Pipeline {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Map<String, String> stages() {
            return Map.of();
        }

        @Override
        public RunResult run(RunRequest request, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Failure> predict(Path run, Path images, Path out, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Predictor open(Path run) throws IOException {
            if (!run.equals(RUN)) {
                throw new BadInputException(run.toString(), "is no run", "name one");
            }
            return predictor;
        }
    }

    private OpenRun open() {
        return new OpensRuns(null, new Engine(true), codecs).open(new Opens(sight), RUN);
    }

    private static byte[] photograph(int... red) {
        byte[] file = new byte[2 + 3 * red.length];
        file[0] = (byte) red.length;
        file[1] = 1;
        for (int i = 0; i < red.length; i++) {
            file[2 + 3 * i] = (byte) red[i];
        }
        return file;
    }

    private static LabelMap row(int... ids) {
        byte[] labels = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            labels[i] = (byte) ids[i];
        }
        return new LabelMap(ids.length, 1, labels);
    }

    private Map<String, Object> apply(Hand hand, byte[] image) {
        return hand.apply(Map.of("id", "rex", "image", image));
    }

    @Test
    void givesTheMaskAndTheClassesInIt() {
        try (Hand hand = open().get()) {
            Map<String, Object> made = apply(hand, photograph(2, 0, 1, 2));
            assertArrayEquals(codecs.encodeLabels(row(2, 0, 1, 2)), (byte[]) made.get("mask"));
            assertEquals(List.of("cat", "dog"), made.get("classes"));
            assertEquals(2, made.size(), "no failure, no counts");
        }
    }

    @Test
    void aBadImageIsAReasonAndTheNextOneIsDone() {
        try (Hand hand = open().get()) {
            assertEquals(
                    Map.of("failure", "image: is black; give another"),
                    apply(hand, photograph(3, 3)));
            assertEquals(
                    Map.of("failure", "rex: is no photograph; give one"), apply(hand, new byte[1]));
            assertTrue(apply(hand, photograph(1)).containsKey("mask"));
        }
    }

    @Test
    void anImageWithoutEndIsGivenUp() {
        try (Hand hand = open().get()) {
            String reason = (String) apply(hand, photograph(4)).get("failure");
            assertTrue(reason.contains("took longer than"), reason);
            assertTrue(apply(hand, photograph(1)).containsKey("mask"));
        }
    }

    @Test
    void countsPixelsByTrueAndPredictedClass() {
        try (Hand hand = open().get()) {
            byte[] truth = codecs.encodeLabels(row(1, 1, 255, 0));
            Map<String, Object> made =
                    hand.apply(
                            Map.of("id", "rex", "image", photograph(1, 2, 2, 255), "truth", truth));
            // rows: truth; columns: ground, cat, dog, nothing; void is taken by the ground
            assertArrayEquals(
                    new long[] {1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0},
                    (long[]) made.get("confusion"));
        }
    }

    @Test
    void withoutBackgroundAPixelPredictedVoidIsMissed() throws IOException {
        ClassSet roads = ClassSet.withoutBackground(List.of("road", "sky"));
        assertArrayEquals(
                new long[] {0, 0, 1, 0, 1, 0}, Counts.of("a", row(255, 1), row(0, 1), roads));
    }

    @Test
    void aTruthThatDoesNotFitIsAFailureOfTheImage() {
        try (Hand hand = open().get()) {
            for (LabelMap wrong : List.of(row(0, 0), row(7))) {
                Map<String, Object> made =
                        hand.apply(
                                Map.of(
                                        "id", "rex",
                                        "image", photograph(1),
                                        "truth", codecs.encodeLabels(wrong)));
                assertFalse(made.containsKey("mask"));
                assertTrue(made.get("failure").toString().startsWith("rex: the true mask"));
            }
        }
    }

    @Test
    void saysWhyItCannotBegin() {
        OpensRuns broken = new OpensRuns(null, new Engine(false), codecs);
        var engine =
                assertThrows(IllegalStateException.class, () -> broken.open(new Opens(sight), RUN));
        assertEquals("the library is missing", engine.getMessage());
        OpensRuns well = new OpensRuns(null, new Engine(true), codecs);
        var run =
                assertThrows(
                        UncheckedIOException.class,
                        () -> well.open(new Opens(sight), Path.of("elsewhere")));
        assertTrue(run.getMessage().contains("elsewhere"), run.getMessage());
    }

    @Test
    void closesTheModel() throws IOException {
        open().close();
        assertTrue(sight.closed);
    }
}
