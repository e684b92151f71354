package org.espalier.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every localizer keeps to, tested on {@link PatchScenes}. A test of a localizer extends it
 * and adds what is its own.
 */
public abstract class LocalizerContract {
    /** Where a test keeps what is learned. */
    @TempDir protected Path folder;

    /** The localizer, with an engine. */
    protected abstract Localizer localizer();

    /** Settings with which it learns {@link PatchScenes} in seconds. */
    protected abstract Map<String, Object> settings();

    /** What makes training so short; nothing where the method has no epochs. */
    protected Map<String, Object> schedule(int epochs) {
        return Map.of("epochs", epochs, "batch", 4);
    }

    /** The settings, some of them replaced. */
    protected TestContext context(String name, Object... replaced) throws IOException {
        return context(name, TestSettings.of(replaced).replaced());
    }

    private TestContext context(String name, Map<String, Object> replaced) throws IOException {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.putAll(replaced);
        return new TestContext(
                Files.createDirectories(folder.resolve(name)),
                PatchScenes.classes(),
                new TestSettings(settings));
    }

    private static Sample bad() {
        return new Sample(
                "bad",
                Tags.of(1),
                () -> {
                    throw new BadInputException("bad.jpg", "is truncated", "replace it");
                });
    }

    private static void assertSame(TestContext expected, TestContext actual) throws IOException {
        FolderBytes one = FolderBytes.of(expected.folder());
        assertFalse(one.files().isEmpty());
        one.assertSame(FolderBytes.of(actual.folder()), "");
    }

    @Test
    void findsObjectsFromTagsAlone() throws IOException {
        TestContext context = context("learned");
        localizer().fit(PatchScenes.samples(48), context);
        int inside = 0;
        int right = 0;
        try (LocalizationModel model = localizer().open(context)) {
            for (int i = 100; i < 120; i++) {
                Tags tags = Tags.of(PatchScenes.tag(i));
                Image image = PatchScenes.image(i);
                Localization found = model.localize(image, Optional.of(tags));
                inside += PatchScenes.hits(i, found.scores()) ? 1 : 0;
                float[] scores = model.localize(image, Optional.empty()).classScores();
                right += scores[PatchScenes.tag(i)] > scores[3 - PatchScenes.tag(i)] ? 1 : 0;
            }
        }
        assertTrue(right >= 18, "the right class scores higher: " + right + " of 20");
        assertTrue(inside >= 17, "highest score on the object: " + inside + " of 20");
    }

    @Test
    void speaksOfTheTagsAndPerhapsTheBackground() throws IOException {
        TestContext context = context("learned", schedule(1));
        localizer().fit(PatchScenes.samples(8), context);
        try (LocalizationModel model = localizer().open(context)) {
            for (Tags tags : List.of(Tags.of(1, 2), Tags.of(2), Tags.none())) {
                Localization found = model.localize(PatchScenes.image(1), Optional.of(tags));
                assertEquals(tags, found.tags());
                int[] ids = found.scores().classIds();
                assertArrayEquals(tags.ids(), Arrays.stream(ids).filter(id -> id != 0).toArray());
                inUnitRange(found.scores());
            }
            Localization found = model.localize(PatchScenes.image(1), Optional.empty());
            for (int id : found.tags().ids()) {
                assertTrue(found.scores().plane(id) >= 0, "class " + id);
            }
            assertEquals(3, found.classScores().length);
        }
    }

    private static void inUnitRange(ScoreMap scores) {
        for (float score : scores.scores()) {
            assertTrue(score >= 0 && score <= 1.000001f, "score " + score);
        }
    }

    @Test
    void imagesOfStrangeSizesAreFine() throws IOException {
        TestContext context = context("learned", schedule(1));
        localizer().fit(PatchScenes.samples(4), context);
        try (LocalizationModel model = localizer().open(context)) {
            for (int[] size : new int[][] {{1, 1}, {300, 2}, {2, 300}}) {
                Image image = new Image(size[0], size[1], new byte[size[0] * size[1] * 3]);
                assertTrue(model.localize(image, Optional.of(Tags.of(2))).scores().plane(2) >= 0);
            }
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        TestContext one = context("one", schedule(2));
        TestContext two = context("two", schedule(2));
        localizer().fit(PatchScenes.samples(12), one);
        localizer().fit(PatchScenes.samples(12), two);
        assertSame(one, two);
        try (LocalizationModel a = localizer().open(one);
                LocalizationModel b = localizer().open(two)) {
            Optional<Tags> tags = Optional.of(Tags.of(1, 2));
            assertArrayEquals(
                    a.localize(PatchScenes.image(7), tags).scores().scores(),
                    b.localize(PatchScenes.image(7), tags).scores().scores());
        }
    }

    /** A training that is cancelled ends, when it is called again, with the same bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void cancelledAndCalledAgainSameBytes(int steps) throws IOException {
        TestContext whole = context("whole", schedule(3));
        localizer().fit(PatchScenes.samples(8), whole);
        TestContext resumed = context("resumed", schedule(3));
        TestContext cancelled = resumed.cancelledAfter(steps);
        assertThrows(
                CancellationException.class,
                () -> localizer().fit(PatchScenes.samples(8), cancelled));
        localizer().fit(PatchScenes.samples(8), resumed);
        assertSame(whole, resumed);
    }

    @Test
    void badImageIsReportedAndLeftOut() throws IOException {
        TestContext context = context("learned", schedule(1));
        List<Sample> samples = new ArrayList<>(PatchScenes.samples(6));
        samples.add(bad());
        localizer().fit(samples, context);
        assertEquals(Set.of("bad"), context.failures().keySet());
        localizer().open(context).close();
    }

    @Test
    void nothingToReadIsFailureOfTheStage() throws IOException {
        TestContext context = context("nothing");
        assertThrows(IOException.class, () -> localizer().fit(List.of(bad()), context));
        assertThrows(BadInputException.class, () -> localizer().open(context));
    }

    @Test
    void openingWhatWasNotLearnedNamesTheFile() throws IOException {
        TestContext context = context("nothing");
        var e = assertThrows(BadInputException.class, () -> localizer().open(context));
        assertTrue(e.getMessage().contains(context.folder() + "/"), e.getMessage());
    }
}
