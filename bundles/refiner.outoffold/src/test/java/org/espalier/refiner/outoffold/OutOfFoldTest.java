package org.espalier.refiner.outoffold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfFoldTest {
    @TempDir Path folder;

    private final ByHeart segmenter = new ByHeart();
    private final OutOfFold refiner = Squares.refiner(segmenter);

    private TestContext context(Object... settings) throws IOException {
        return Squares.context(folder.resolve("model"), Squares.CLASSES, settings);
    }

    private TestContext fitted(int images, Object... settings) throws IOException {
        TestContext context = context(settings);
        refiner.fit(Squares.samples(images), Squares::scores, context);
        return context;
    }

    /** What the refiner says of the object in the upper left corner. */
    private float object(TestContext context, int image) throws IOException {
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap refined =
                    model.refine(Squares.image(image), Squares.scores(Squares.sample(image)));
            assertArrayEquals(new int[] {0, 1 + image % 2}, refined.classIds());
            assertEquals(1, refined.score(0, 0, 0) + refined.score(1, 0, 0), 1e-5);
            return refined.score(1, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void neverAsksANetworkThatHasLearnedFromTheImage(int folds) throws IOException {
        TestContext context = fitted(15, "folds", folds, "weight", 100.0);
        float unseen = 0.01f * (15 - 15 / folds);
        for (int i = 0; i < 15; i++) {
            // of what it has learned from a network says 0
            assertEquals(unseen, object(context, i), folds == 2 ? 0.02 : 0.01, "image " + i);
        }
    }

    @Test
    void everyNetworkLearnsFromAllPartsButOne() throws IOException {
        fitted(11, "folds", 3);
        List<Integer> sizes = segmenter.fits.stream().map(List::size).sorted().toList();
        assertEquals(List.of(7, 7, 8), sizes);
        for (Sample sample : Squares.samples(11)) {
            long learned = segmenter.fits.stream().filter(f -> f.contains(sample.id())).count();
            assertEquals(2, learned, sample.id());
        }
        List<String> first = segmenter.fits.get(0);
        List<String> sorted = new ArrayList<>(first);
        sorted.sort(java.util.Comparator.comparingInt(id -> Integer.parseInt(id.substring(6))));
        assertEquals(sorted, first, "in their order");
    }

    @Test
    void anotherSeedCutsOtherParts() throws IOException {
        Set<List<String>> parts = new java.util.HashSet<>();
        for (long seed = 1; seed <= 4; seed++) {
            TestContext one = Squares.context(folder.resolve("s" + seed), Squares.CLASSES);
            TestContext seeded =
                    new TestContext(
                            one.folder(),
                            one.classes(),
                            one.settings(),
                            seed,
                            one.progress(),
                            one.failures());
            refiner.fit(Squares.samples(12), Squares::scores, seeded);
            parts.add(segmenter.fits.get(segmenter.fits.size() - 1));
        }
        assertTrue(parts.size() > 1, "the same parts for all seeds");
    }

    @Test
    void anImageThatIsThereTwiceIsInOnePart() throws IOException {
        List<Sample> samples = new ArrayList<>(Squares.samples(4));
        for (int i = 0; i < 4; i++) {
            int original = i;
            samples.add(new Sample("copy" + i, Tags.of(1), () -> Squares.image(original)));
        }
        refiner.fit(samples, Squares::scores, context());
        for (List<String> learned : segmenter.fits) {
            for (int i = 0; i < 4; i++) {
                assertEquals(learned.contains("square" + i), learned.contains("copy" + i));
            }
        }
    }

    /** Networks that have learned from 6, 7 and 7 images say 0.06, 0.07 and 0.07. */
    @Test
    void ofAnImageThatIsNewAllAreAsked() throws IOException {
        TestContext context = fitted(10, "folds", 3, "weight", 3.0);
        double mean = 0.2 / 3;
        assertEquals((3 * mean + 0.75) / 4, object(context, 77), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3})
    void joinsBothByTheirWeights(double weight) throws IOException {
        TestContext context = fitted(8, "weight", weight);
        assertEquals((weight * 0.04 + 0.75) / (weight + 1), object(context, 0), 1e-5);
    }

    @Test
    void networksLearnTheBestOfTheScores() throws IOException {
        TestContext context = fitted(4);
        byte[] labels =
                new PlainCodecs()
                        .readLabels(context.folder().resolve("labels/square1.png"))
                        .labels();
        assertArrayEquals(new byte[] {2, 2, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0}, labels);
    }

    @Test
    void badImagesAreReportedAndThoseWithoutTagsLeftOut() throws IOException {
        List<Sample> samples = new ArrayList<>(Squares.samples(6));
        samples.add(
                new Sample(
                        "broken",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("broken", "is no image", "give one");
                        }));
        samples.add(new Sample("untagged", Tags.none(), () -> Squares.image(9)));
        TestContext context = context();
        refiner.fit(
                samples,
                sample -> {
                    if (sample.id().equals("square3")) {
                        throw new IOException("the localizer failed on it");
                    }
                    return Squares.scores(sample);
                },
                context);
        assertEquals(Set.of("broken", "square3"), context.failures().keySet());
        Set<String> learned = new TreeSet<>();
        segmenter.fits.forEach(learned::addAll);
        assertEquals(Set.of("square0", "square1", "square2", "square4", "square5"), learned);
    }

    @Test
    void fewerImagesThanPartsAreTooFew() throws IOException {
        TestContext context = context("folds", 3);
        List<Sample> samples = new ArrayList<>(Squares.samples(2));
        samples.add(new Sample("copy", Tags.of(1), () -> Squares.image(0)));
        var e =
                assertThrows(
                        IOException.class, () -> refiner.fit(samples, Squares::scores, context));
        assertTrue(e.getMessage().startsWith("2 different training images"), e.getMessage());
    }

    @Test
    void withoutABackgroundThereIsNone() throws IOException {
        ClassSet classes = ClassSet.withoutBackground(List.of("z", "a", "b"));
        TestContext context = Squares.context(folder.resolve("all"), classes, "weight", 1.0);
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : Squares.samples(4)) {
            samples.add(new Sample(sample.id(), Tags.of(0, sample.tags().ids()[0]), sample::image));
        }
        refiner.fit(samples, s -> Squares.scores(Squares.sample(index(s))), context);
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap refined = model.refine(Squares.image(1), Squares.scores(Squares.sample(1)));
            assertArrayEquals(new int[] {0, 2}, refined.classIds());
            ScoreMap empty = new ScoreMap(new int[0], 3, 2, new float[0]);
            assertSame(empty, model.refine(Squares.image(1), empty));
        }
    }

    private static int index(Sample sample) {
        return Integer.parseInt(sample.id().substring("square".length()));
    }

    /** Scores that do not speak of the background leave it to the networks. */
    @Test
    void scoresNeedNotSpeakOfTheBackground() throws IOException {
        TestContext context = fitted(8, "weight", 1.0);
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap scores = new ScoreMap(new int[] {1}, 1, 1, new float[] {0.2f});
            ScoreMap refined = model.refine(Squares.image(0), scores);
            assertArrayEquals(new int[] {0, 1}, refined.classIds());
            assertEquals((0.04 + 1) / 2, refined.score(1, 1, 1), 1e-3);
        }
    }

    @Test
    void whatIsLearnedIsNotLearnedAgain() throws IOException {
        TestContext context = fitted(6);
        assertEquals(2, segmenter.fits.size());
        refiner.fit(Squares.samples(6), Squares::scores, context);
        assertEquals(2, segmenter.fits.size());
    }

    @Test
    void damagedPartsAreRefused() throws IOException {
        TestContext context = fitted(6);
        Path file = context.folder().resolve("folds.txt");
        String whole = Files.readString(file);
        for (String bad :
                List.of(
                        whole.replaceFirst(" [01]", " 2"),
                        whole.replaceFirst(" [01]", ""),
                        whole.substring(5))) {
            Files.writeString(file, bad);
            var e = assertThrows(BadInputException.class, () -> refiner.open(context));
            assertTrue(e.getMessage().contains("folds.txt"), e.getMessage());
        }
        Files.delete(file);
        assertThrows(BadInputException.class, () -> refiner.open(context));
    }

    @Test
    void anUnknownCrfIsRefusedBeforeAnythingIsMade() throws IOException {
        TestContext context = context("crf", "none");
        assertThrows(
                InvalidConfigurationException.class,
                () -> refiner.fit(Squares.samples(4), Squares::scores, context));
        assertFalse(Files.exists(context.folder().resolve("labels")));
    }
}
