package org.espalier.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every refiner keeps to, tested on {@link PatchScenes} and the blurred scores that these have
 * for what an earlier stage says. A test of a refiner extends it and adds what is its own.
 */
public abstract class RefinerContract {
    /** Where a test keeps what is learned. */
    @TempDir protected Path folder;

    /** The refiner, with an engine if it needs one. */
    protected abstract Refiner refiner();

    /** Settings with which it learns {@link PatchScenes} in seconds. */
    protected abstract Map<String, Object> settings();

    /** The settings, some of them replaced. */
    protected TestContext context(String name, Object... replaced) throws IOException {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.putAll(TestSettings.of(replaced).replaced());
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                PatchScenes.classes(),
                new TestSettings(settings));
    }

    /** What the earlier stage says of the scenes of {@link PatchScenes#samples}. */
    protected static PerSample<ScoreMap> upstream() {
        return sample -> PatchScenes.scores(Integer.parseInt(sample.id().substring(1)));
    }

    private void learn(int scenes, TestContext context) throws IOException {
        refiner().fit(PatchScenes.samples(scenes), upstream(), context);
    }

    private static void assertSame(TestContext expected, TestContext actual) throws IOException {
        FolderBytes.of(expected.folder()).assertSame(FolderBytes.of(actual.folder()), "");
    }

    @Test
    void makesScoresBetter() throws IOException {
        TestContext context = context("learned");
        learn(48, context);
        double before = 0;
        double after = 0;
        try (RefinementModel model = refiner().open(context)) {
            for (int i = 100; i < 120; i++) {
                ScoreMap scores = PatchScenes.scores(i);
                before += PatchScenes.overlap(i, scores) / 20;
                after += PatchScenes.overlap(i, model.refine(PatchScenes.image(i), scores)) / 20;
            }
        }
        assertTrue(after > before + 0.05, "mean IoU was %.2f, is %.2f".formatted(before, after));
    }

    @Test
    void speaksOfTheSameClasses() throws IOException {
        TestContext context = context("learned");
        learn(8, context);
        try (RefinementModel model = refiner().open(context)) {
            for (Tags tags : List.of(Tags.of(0, 1, 2), Tags.of(0, 2), Tags.of(0))) {
                int cells = 9 * 9;
                float[] even = new float[tags.ids().length * cells];
                Arrays.fill(even, 1f / tags.ids().length);
                ScoreMap scores = new ScoreMap(tags.ids(), 9, 9, even);
                ScoreMap refined = model.refine(PatchScenes.image(1), scores);
                assertArrayEquals(objects(scores), objects(refined));
                for (float score : refined.scores()) {
                    assertTrue(score >= 0 && score <= 1.000001f, "score " + score);
                }
            }
        }
    }

    /** The classes but for the background. */
    private static int[] objects(ScoreMap scores) {
        return Arrays.stream(scores.classIds()).filter(id -> id != 0).sorted().toArray();
    }

    @Test
    void imagesOfStrangeSizesAreFine() throws IOException {
        TestContext context = context("learned");
        learn(4, context);
        try (RefinementModel model = refiner().open(context)) {
            for (int[] size : new int[][] {{1, 1}, {300, 2}, {2, 300}}) {
                Image image = new Image(size[0], size[1], new byte[size[0] * size[1] * 3]);
                assertTrue(model.refine(image, PatchScenes.scores(1)).plane(2) >= 0);
            }
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        TestContext one = context("one");
        TestContext two = context("two");
        learn(12, one);
        learn(12, two);
        assertSame(one, two);
        try (RefinementModel a = refiner().open(one);
                RefinementModel b = refiner().open(two)) {
            assertArrayEquals(
                    a.refine(PatchScenes.image(7), PatchScenes.scores(7)).scores(),
                    b.refine(PatchScenes.image(7), PatchScenes.scores(7)).scores());
        }
    }

    /** Learning that is cancelled ends, when it is called again, with the same bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 17})
    void cancelledAndCalledAgainSameBytes(int steps) throws IOException {
        TestContext whole = context("whole");
        learn(20, whole);
        TestContext resumed = context("resumed");
        assertThrows(CancellationException.class, () -> learn(20, resumed.cancelledAfter(steps)));
        learn(20, resumed);
        assertSame(whole, resumed);
    }

    @Test
    void badImageIsReportedAndLeftOut() throws IOException {
        TestContext context = context("learned");
        List<Sample> samples = new ArrayList<>(PatchScenes.samples(6));
        samples.set(
                2,
                new Sample(
                        "s2",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("bad.jpg", "is truncated", "replace it");
                        }));
        refiner().fit(samples, upstream(), context);
        assertEquals(Set.of("s2"), context.failures().keySet());
        refiner().open(context).close();
    }
}
