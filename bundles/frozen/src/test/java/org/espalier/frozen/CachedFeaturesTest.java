package org.espalier.frozen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Image;
import org.espalier.inference.FeatureMap;
import org.espalier.testing.OneFileStore;
import org.espalier.testing.TestSettings;
import org.espalier.work.OverLimitException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFeaturesTest {
    private static final View UPRIGHT = new View(9, false);
    private static final List<String> BOTH = List.of("stage0", "stage1");

    @TempDir Path temporary;
    private Path cache;
    private Path weights;
    private final StandIn backbone = new StandIn();
    private final Image image = image(1);
    private final List<Thread> callers = new ArrayList<>();

    @BeforeEach
    void lay() throws IOException {
        cache = temporary.resolve("cache");
        weights = Files.writeString(temporary.resolve("weights"), "some weights");
    }

    private static Image image(long seed) {
        byte[] rgb = new byte[3 * 13 * 9];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Image(13, 9, rgb);
    }

    private CachedFeatures features(boolean enabled) {
        return new CachedFeatures(
                new OneFileStore(weights),
                TestSettings.of("enabled", enabled, "folder", cache.toString())
                        .as(FrozenConfiguration.class));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertSame(Map<String, FeatureMap> expected, Map<String, FeatureMap> is) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(is.keySet()));
        expected.forEach(
                (stage, map) -> assertArrayEquals(map.values(), is.get(stage).values(), 0f));
    }

    @Test
    void sameBitsWithAndWithoutCache() throws IOException {
        Map<String, FeatureMap> without = features(false).of(image, backbone, UPRIGHT, BOTH);
        assertFalse(Files.exists(cache));
        Map<String, FeatureMap> first = features(true).of(image, backbone, UPRIGHT, BOTH);
        CachedFeatures later = features(true);
        Map<String, FeatureMap> second = later.of(image(1), backbone, UPRIGHT, BOTH);
        assertSame(without, first);
        assertSame(without, second);
        assertEquals(new Statistics(2, 0, 0), later.statistics());
        assertEquals(2, backbone.passes.size());
        assertEquals(2, files().size());
    }

    @Test
    void valuesAreThoseOfTheBackboneRounded() throws IOException {
        FeatureMap map = features(true).of(image, backbone, UPRIGHT, BOTH).get("stage1");
        float[] exact = UPRIGHT.batch(image, backbone).planes(0);
        assertEquals(13, map.width());
        for (int i = 0; i < exact.length; i++) {
            assertEquals(Half.toFloat(Half.of(2 * exact[i])), map.values()[i]);
        }
    }

    @Test
    void onlyWhatIsMissingIsComputedAndTheOrderIsTheCallers() throws IOException {
        CachedFeatures features = features(true);
        features.of(image, backbone, UPRIGHT, List.of("stage1"));
        Map<String, FeatureMap> both =
                features.of(image, backbone, UPRIGHT, List.of("stage1", "stage0", "stage1"));
        assertEquals(List.of("stage1", "stage0"), List.copyOf(both.keySet()));
        assertEquals(List.of(List.of("stage1"), List.of("stage0")), backbone.passes);
        assertEquals(new Statistics(1, 2, 2), features.statistics());
        assertTrue(features.of(image, backbone, UPRIGHT, List.of()).isEmpty());
    }

    @Test
    void featuresThatDoNotFitIntoMemoryFailForTheirImageAlone() throws IOException {
        CachedFeatures features = features(true);
        backbone.memoryIsShort = true;
        IOException failure =
                assertThrows(
                        OverLimitException.class,
                        () -> features.of(image, backbone, UPRIGHT, BOTH));
        assertTrue(failure.getMessage().contains("-Xmx"), failure.getMessage());
        backbone.memoryIsShort = false;
        assertEquals(2, features.of(image, backbone, UPRIGHT, BOTH).size());
    }

    @Test
    void everythingThatMattersIsPartOfTheKey() throws IOException {
        CachedFeatures features = features(true);
        List<String> stage = List.of("stage0");
        features.of(image, backbone, UPRIGHT, stage);
        features.of(image(2), backbone, UPRIGHT, stage);
        features.of(image, backbone, new View(9, true), stage);
        features.of(image, backbone, new View(21, false), stage);
        features.of(image, new StandIn(8, true), UPRIGHT, stage);
        features.of(new Image(9, 13, image.rgb()), backbone, UPRIGHT, stage);
        StandIn otherwise = new StandIn();
        otherwise.engine = "PyTorch 2.7.1";
        features.of(image, otherwise, UPRIGHT, stage);
        assertEquals(7, features.statistics().passes());
        Files.writeString(weights, "other weights");
        CachedFeatures later = features(true);
        later.of(image, backbone, UPRIGHT, stage);
        assertEquals(1, later.statistics().passes());
        // 10 and 9 are brought to the same side
        later.of(image, backbone, new View(10, false), stage);
        assertEquals(1, later.statistics().hits());
    }

    @Test
    void mirroredIsTheMirrorImage() throws IOException {
        CachedFeatures features = features(true);
        FeatureMap upright = features.of(image, backbone, UPRIGHT, BOTH).get("stage0");
        FeatureMap mirrored = features.of(image, backbone, new View(9, true), BOTH).get("stage0");
        for (int x = 0; x < 13; x++) {
            assertEquals(upright.values()[x], mirrored.values()[12 - x]);
        }
    }

    @Test
    void damagedFilesAreComputedAnew() throws IOException {
        Map<String, FeatureMap> whole = features(true).of(image, backbone, UPRIGHT, BOTH);
        Path torn = files().get(0);
        Files.write(torn, java.util.Arrays.copyOf(Files.readAllBytes(torn), 40));
        CachedFeatures features = features(true);
        assertSame(whole, features.of(image, backbone, UPRIGHT, BOTH));
        assertEquals(new Statistics(1, 1, 1), features.statistics());
        assertSame(whole, features.of(image, backbone, UPRIGHT, BOTH));
        assertEquals(3, features.statistics().hits());
    }

    @Test
    void worksOnWhereNothingCanBeKept() throws IOException {
        Files.writeString(cache, "a file where the folder should be");
        CachedFeatures features = features(true);
        Map<String, FeatureMap> first = features.of(image, backbone, UPRIGHT, BOTH);
        assertSame(first, features.of(image, backbone, UPRIGHT, BOTH));
        assertEquals(new Statistics(0, 4, 2), features.statistics());
        assertTrue(Files.isRegularFile(cache));
    }

    @Test
    void severalThreadsShareIt() throws Exception {
        CachedFeatures features = features(true);
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Map<String, FeatureMap>>> calls = new ArrayList<>();
            IntStream.range(0, 40)
                    .forEach(
                            i ->
                                    calls.add(
                                            () ->
                                                    features.of(
                                                            image(i % 5),
                                                            backbone,
                                                            UPRIGHT,
                                                            BOTH)));
            List<Future<Map<String, FeatureMap>>> answers = pool.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertSame(answers.get(i % 5).get(), answers.get(i).get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(10, files().size());
        assertEquals(new Statistics(70, 10, 5), features.statistics());
        assertEquals(5, backbone.passes.size());
    }

    /** Starts a caller and lets it come to where it waits. */
    private Future<Map<String, FeatureMap>> asks(CachedFeatures features, List<String> stages)
            throws Exception {
        FutureTask<Map<String, FeatureMap>> task =
                new FutureTask<>(() -> features.of(image, backbone, UPRIGHT, stages));
        callers.add(new Thread(task));
        Thread caller = callers.get(callers.size() - 1);
        caller.start();
        while (caller.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        return task;
    }

    @Test
    void whoAsksForWhatIsBeingComputedWaitsForIt() throws Exception {
        for (boolean enabled : new boolean[] {true, false}) {
            backbone.passes.clear();
            backbone.gate = new CountDownLatch(1);
            CachedFeatures features = features(enabled);
            var first = asks(features, List.of("stage0"));
            var second = asks(features, List.of("stage0"));
            var third = asks(features, BOTH);
            backbone.gate.countDown();
            assertSame(first.get(), second.get());
            assertEquals(BOTH, List.copyOf(third.get().keySet()));
            assertEquals(List.of(List.of("stage0"), List.of("stage1")), backbone.passes);
            assertEquals(new Statistics(2, 2, 2), features.statistics());
        }
    }

    @Test
    void whoWaitsForOneThatFailsComputesItself() throws Exception {
        CachedFeatures features = features(false);
        backbone.gate = new CountDownLatch(1);
        var first = asks(features, BOTH);
        var second = asks(features, BOTH);
        callers.get(0).interrupt();
        assertThrows(ExecutionException.class, first::get);
        backbone.gate.countDown();
        assertEquals(2, second.get().size());
        assertEquals(List.of(BOTH, BOTH), backbone.passes);
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        CachedFeatures features = features(true);
        backbone.gate = new CountDownLatch(1);
        var first = asks(features, BOTH);
        var second = asks(features, BOTH);
        callers.get(1).interrupt();
        var thrown = assertThrows(ExecutionException.class, second::get);
        assertEquals(InterruptedIOException.class, thrown.getCause().getClass());
        assertFalse(first.isDone());
        backbone.gate.countDown();
        assertEquals(2, first.get().size());
        assertEquals(List.of(BOTH), backbone.passes);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(
                IllegalStateException.class,
                () -> features(true).of(image, new StandIn(16, false), UPRIGHT, BOTH));
        assertThrows(
                InvalidConfigurationException.class,
                () -> features(true).of(image, backbone, UPRIGHT, List.of("stage9")));
        weights = temporary.resolve("nowhere");
        assertThrows(IOException.class, () -> features(true).of(image, backbone, UPRIGHT, BOTH));
    }
}
