package org.espalier.method.ial;

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
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.RoundFolder;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IterativeAffinityLearningTest {
    @TempDir Path folder;

    private final PlainCodecs codec = new PlainCodecs();
    private final ByBrightness segmenter = new ByBrightness();
    private final IterativeAffinityLearning refiner = Halves.refiner(segmenter);

    private TestContext fitted(Object... settings) throws IOException {
        TestContext context = Halves.context(folder.resolve("fitted"), settings);
        refiner.fit(Halves.samples(10), Halves::scores, context);
        return context;
    }

    private double accuracy(TestContext context, int round) throws IOException {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            Path file = RoundFolder.of(context.folder(), round).labels(Halves.sample(i));
            sum += Halves.accuracy(i, codec.readLabels(file)) / 10;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, 1", "2, 2", "3, 1"})
    void labelsImproveOverTheSeeds(int folds, int weight) throws IOException {
        TestContext context = fitted("folds", folds, "seeds", weight);
        double seeds = accuracy(context, 0);
        double first = accuracy(context, 1);
        double second = accuracy(context, 2);
        assertTrue(seeds < 0.93, "seeds " + seeds);
        assertTrue(first > seeds + 0.02, "first " + first + ", seeds " + seeds);
        assertTrue(second >= first - 0.005, "second " + second + ", first " + first);
        assertEquals(
                Collections.nCopies(2 * folds, 7),
                segmenter.epochs,
                "of unary.epochs, each round once for every part");
        assertEquals(List.of(0, 1, 2), rounds(context));
    }

    private static List<Integer> rounds(TestContext context) throws IOException {
        return RoundFolder.in(context.folder()).stream().map(RoundFolder::round).toList();
    }

    /** A block that the border of the object cuts is never sure where purity asks for more. */
    @Test
    void confidentRegionsArePureAndRight() throws IOException {
        TestContext context = fitted();
        RoundFolder last = RoundFolder.of(context.folder(), 2);
        for (int i = 0; i < 10; i++) {
            LabelMap sure = codec.readLabels(last.confident(Halves.sample(i)));
            int known = 0;
            for (int p = 0; p < sure.labels().length; p++) {
                int label = sure.labels()[p] & 0xff;
                if (label != ClassSet.VOID) {
                    known++;
                    int x = p % Halves.SIDE;
                    boolean cut = Math.abs(x - Halves.border(i)) < 8;
                    int truth = x < Halves.border(i) ? 1 + i % 2 : 0;
                    assertTrue(cut || label == truth, "image " + i + ", column " + x);
                }
            }
            assertTrue(known > 0.5 * sure.labels().length, "image " + i + " has " + known);
        }
    }

    @Test
    void refinesImagesItHasNotSeen() throws IOException {
        try (RefinementModel model = refiner.open(fitted())) {
            for (int i = 10; i < 15; i++) {
                ScoreMap refined = model.refine(Halves.image(i), Halves.scores(Halves.sample(i)));
                assertArrayEquals(new int[] {0, 1 + i % 2}, refined.classIds());
                LabelMap labels = refined.resized(Halves.SIDE, Halves.SIDE).argmax();
                assertTrue(Halves.accuracy(i, labels) > 0.93, "image " + i);
                int cells = refined.width() * refined.height();
                for (int c = 0; c < cells; c++) {
                    float sum = refined.scores()[c] + refined.scores()[cells + c];
                    assertEquals(1, sum, 1e-5);
                }
            }
        }
    }

    @Test
    void withoutATagAllIsBackground() throws IOException {
        try (RefinementModel model = refiner.open(fitted())) {
            ScoreMap nothing = new ScoreMap(new int[] {0}, 3, 2, new float[6]);
            for (float score : model.refine(Halves.image(0), nothing).scores()) {
                assertEquals(1, score);
            }
        }
    }

    @Test
    void withoutABackgroundThereIsNone() throws IOException {
        ClassSet classes = ClassSet.withoutBackground(List.of("dark", "a", "b"));
        TestContext context =
                new TestContext(
                        Files.createDirectories(folder.resolve("all")), classes, Halves.settings());
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : Halves.samples(10)) {
            int object = sample.tags().ids()[0];
            samples.add(new Sample(sample.id(), Tags.of(0, object), sample::image));
        }
        refiner.fit(samples, Halves::scores, context);
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap scores = Halves.scores(Halves.sample(1));
            assertArrayEquals(new int[] {0, 2}, model.refine(Halves.image(1), scores).classIds());
            ScoreMap empty = new ScoreMap(new int[0], 3, 2, new float[0]);
            assertSame(empty, model.refine(Halves.image(1), empty));
        }
    }

    @Test
    void badImagesAreReportedAndLeftOut() throws IOException {
        List<Sample> samples = new ArrayList<>(Halves.samples(6));
        samples.add(
                new Sample(
                        "broken",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("broken", "is no image", "give one");
                        }));
        samples.add(new Sample("untagged", Tags.none(), () -> Halves.image(9)));
        TestContext context = Halves.context(folder.resolve("bad"));
        refiner.fit(
                samples,
                sample -> {
                    if (sample.id().equals("half3")) {
                        throw new IOException("the localizer failed on it");
                    }
                    return Halves.scores(sample);
                },
                context);
        assertEquals(Set.of("broken", "half3"), context.failures().keySet());
        RoundFolder last = RoundFolder.of(context.folder(), 2);
        try (var files = Files.list(last.labels(samples.get(0)).getParent())) {
            assertEquals(5, files.count());
        }
    }

    @Test
    void nothingToLearnFromIsAnError() throws IOException {
        TestContext context = Halves.context(folder.resolve("none"));
        List<Sample> samples = List.of(new Sample("x", Tags.none(), () -> Halves.image(0)));
        assertThrows(IOException.class, () -> refiner.fit(samples, Halves::scores, context));
    }

    @Test
    void whatIsLearnedIsNotLearnedAgain() throws IOException {
        TestContext context = fitted();
        assertEquals(2, segmenter.fits.get());
        refiner.fit(Halves.samples(10), Halves::scores, context);
        assertEquals(2, segmenter.fits.get());
        Path scores = RoundFolder.of(context.folder(), 1).path().resolve("unary");
        try (var left = Files.list(scores)) {
            assertEquals(0, left.count(), "unary output is kept for as long as it is needed");
        }
    }

    @Test
    void damagedWeightsAreRefused() throws IOException {
        TestContext context = fitted();
        Path weights = RoundFolder.of(context.folder(), 2).path().resolve("pairwise.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThrows(BadInputException.class, () -> refiner.open(context));
        TestContext other =
                new TestContext(
                        context.folder(), Halves.CLASSES, Halves.settings("pairwiseWidth", 5));
        Files.write(weights, whole);
        assertThrows(BadInputException.class, () -> refiner.open(other));
    }

    @Test
    void settingsThatCannotBeAreRefused() throws IOException {
        Object[][] wrong = {
            {"backbone", "tiny", "outputStride", 8},
            {"regionStages", new String[0]},
            {"pairwiseStages", new String[] {"stage99"}},
            {"crf", "none"}
        };
        for (Object[] settings : wrong) {
            TestContext context = Halves.context(folder.resolve("wrong"), settings);
            assertThrows(
                    InvalidConfigurationException.class,
                    () -> refiner.fit(Halves.samples(2), Halves::scores, context));
            assertFalse(Files.exists(context.folder().resolve("rounds")));
        }
    }
}
