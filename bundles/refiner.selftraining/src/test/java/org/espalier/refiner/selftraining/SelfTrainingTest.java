package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTrainingTest {
    private static final int IMAGES = 12;

    @TempDir Path folder;

    private final AtomicInteger looks = new AtomicInteger();
    private final SelfTraining refiner =
            new SelfTraining(TestEngine.PRETENDING, TestEngine.features(looks));

    static TestSettings settings(Object... more) {
        Map<String, Object> all = new HashMap<>();
        all.put("backbone", "tiny");
        all.put("outputStride", 4);
        all.put("side", Discs.SIDE);
        // features drawn at random are all alike
        all.put("correlation", 16.0);
        all.put("correlationStage", "stage1");
        all.put("stages", new String[] {"stage0", "stage1"});
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return new TestSettings(all);
    }

    private TestContext context(Object... more) {
        return new TestContext(folder, Discs.CLASSES, settings(more));
    }

    private void fit(TestContext context) throws IOException {
        refiner.fit(Discs.samples(IMAGES), s -> Discs.scores(Discs.index(s)), context);
    }

    private double meanOverlap(RefinementModel model) throws IOException {
        double sum = 0;
        for (int i = 0; i < IMAGES; i++) {
            sum += Discs.overlap(i, model.refine(Discs.image(i), Discs.scores(i))) / IMAGES;
        }
        return sum;
    }

    @Test
    void scoresReachTheBordersOfObjects() throws IOException {
        double before = 0;
        for (int i = 0; i < IMAGES; i++) {
            before += Discs.overlap(i, Discs.scores(i)) / IMAGES;
        }
        TestContext smoothing = context("rounds", 0);
        fit(smoothing);
        assertEquals(0, looks.get(), "smoothing alone has nothing to learn");
        double smoothed;
        try (RefinementModel model = refiner.open(smoothing)) {
            smoothed = meanOverlap(model);
        }
        TestContext learning = context("epochs", 20);
        fit(learning);
        double learned;
        try (RefinementModel model = refiner.open(learning)) {
            learned = meanOverlap(model);
        }
        String all = before + " " + smoothed + " " + learned;
        assertTrue(smoothed > before + 0.1, all);
        assertTrue(learned > smoothed + 0.05, all);
    }

    @Test
    void keepsTheClassesAndLeavesTheBackgroundToThePipeline() throws IOException {
        TestContext context = context("rounds", 0);
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap refined = model.refine(Discs.image(3), Discs.scores(3));
            assertArrayEquals(new int[] {2}, refined.classIds());
            assertEquals(17, refined.width());
            float highest = 0;
            for (float score : refined.scores()) {
                assertTrue(score >= 0 && score <= 1);
                highest = Math.max(highest, score);
            }
            assertEquals(1, highest);
            ScoreMap nothing = model.refine(Discs.image(3), Discs.scores(3).only(Tags.of(0)));
            assertEquals(0, nothing.planes());
        }
    }

    /** The ground of the discs as a class: high where the disc is not, unknown in between. */
    private static ScoreMap withGround(int index) {
        ScoreMap scores = Discs.scores(index);
        float[] values = scores.scores().clone();
        int cells = scores.width() * scores.height();
        for (int i = 0; i < cells; i++) {
            values[i] = Math.max(0, 1 - 2 * values[cells + i]);
        }
        return new ScoreMap(scores.classIds(), scores.width(), scores.height(), values);
    }

    @Test
    void withoutABackgroundClassZeroIsLearnedAsTheOthers() throws IOException {
        ClassSet all = ClassSet.withoutBackground(List.of("ground", "blue", "red"));
        TestContext context = new TestContext(folder, all, settings("epochs", 20));
        refiner.fit(Discs.samples(IMAGES), s -> withGround(Discs.index(s)), context);
        double right = 0;
        try (RefinementModel model = refiner.open(context)) {
            for (int i = 0; i < IMAGES; i++) {
                ScoreMap refined = model.refine(Discs.image(i), withGround(i));
                assertArrayEquals(new int[] {0, Discs.classOf(i)}, refined.classIds());
                var labels = refined.resized(Discs.SIDE, Discs.SIDE).argmax();
                for (int p = 0; p < Discs.SIDE * Discs.SIDE; p++) {
                    int x = p % Discs.SIDE;
                    int y = p / Discs.SIDE;
                    int truth = Discs.inside(i, x, y) ? Discs.classOf(i) : 0;
                    right += labels.label(x, y) == truth ? 1 : 0;
                }
            }
        }
        right /= IMAGES * Discs.SIDE * Discs.SIDE;
        assertTrue(right > 0.9, "share of pixels that are right: " + right);
        TestContext other = context("epochs", 20);
        assertThrows(BadInputException.class, () -> refiner.open(other).close());
    }

    @Test
    void scaleOfTheScoresDoesNotMatter() throws IOException {
        TestContext context = context("epochs", 2, "rounds", 1);
        fit(context);
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap scores = Discs.scores(5);
            float[] larger = scores.scores().clone();
            for (int i = 0; i < larger.length; i++) {
                larger[i] *= 8;
            }
            ScoreMap scaled =
                    new ScoreMap(scores.classIds(), scores.width(), scores.height(), larger);
            assertArrayEquals(
                    model.refine(Discs.image(5), scores).scores(),
                    model.refine(Discs.image(5), scaled).scores(),
                    1e-5f);
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        fit(context("epochs", 2));
        byte[] first = Files.readAllBytes(folder.resolve("round-2.safetensors"));
        Files.delete(folder.resolve("round-1.safetensors"));
        Files.delete(folder.resolve("round-2.safetensors"));
        fit(context("epochs", 2));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("round-2.safetensors")));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing but the heads is left");
        }
    }

    @Test
    void oneBadImageIsReportedOnceAndLeftOut() throws IOException {
        List<Sample> samples = new ArrayList<>(Discs.samples(4));
        samples.add(
                new Sample(
                        "broken",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("broken", "is no photograph", "give one");
                        }));
        TestContext context = context("epochs", 1);
        refiner.fit(
                samples,
                s -> s.id().equals("broken") ? Discs.scores(0) : Discs.scores(Discs.index(s)),
                context);
        assertEquals(Set.of("broken"), context.failures().keySet());
        assertTrue(Files.exists(folder.resolve("round-2.safetensors")));
        assertThrows(
                IOException.class,
                () ->
                        refiner.fit(
                                samples.subList(4, 5),
                                s -> Discs.scores(0),
                                new TestContext(
                                        folder.resolve("other"), Discs.CLASSES, settings())));
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        SelfTraining honest = new SelfTraining(TestEngine.ENGINE, TestEngine.features(looks));
        var error =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> honest.fit(List.of(), s -> Discs.scores(0), context()));
        assertTrue(error.getMessage().contains("tiny is not pretrained"), error.getMessage());
        for (Object[] wrong :
                new Object[][] {
                    {"correlationStage", "stage77"},
                    {"stages", new String[] {"stage1", "stage77"}},
                    {"stages", new String[0]},
                    {"backbone", "huge"},
                }) {
            assertThrows(InvalidConfigurationException.class, () -> fit(context(wrong)));
        }
    }

    @Test
    void aHeadThatIsMissingOrOfOtherClassesIsRefused() throws IOException {
        assertThrows(IOException.class, () -> refiner.open(context()).close());
        fit(context("epochs", 1));
        refiner.open(context("epochs", 1)).close();
        TestContext other =
                new TestContext(
                        folder,
                        ClassSet.withBackground(List.of("background", "blue", "green")),
                        settings("epochs", 1));
        assertThrows(BadInputException.class, () -> refiner.open(other).close());
        assertThrows(
                BadInputException.class,
                () -> refiner.open(context("stages", new String[] {"stage2"})).close());
    }
}
