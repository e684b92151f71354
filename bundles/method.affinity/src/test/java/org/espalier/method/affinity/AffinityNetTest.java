package org.espalier.method.affinity;

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
import java.util.List;
import java.util.Set;
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

class AffinityNetTest {
    @TempDir Path folder;

    private final ByScoreAlone crf = new ByScoreAlone();
    private final AffinityNet refiner = Halves.refiner(crf);

    private TestContext fitted(Object... settings) throws IOException {
        TestContext context = Halves.context(folder.resolve("fitted"), settings);
        refiner.fit(Halves.samples(10), Halves::scores, context);
        return context;
    }

    @Test
    void scoresWalkToTheBorderOfTheObject() throws IOException {
        double before = 0;
        double after = 0;
        try (RefinementModel model = refiner.open(fitted("epochs", 10, "rate", 0.01))) {
            for (int i = 10; i < 15; i++) {
                ScoreMap scores = Halves.scores(Halves.sample(i));
                before += Halves.accuracy(i, scores) / 5;
                after += Halves.accuracy(i, model.refine(Halves.image(i), scores)) / 5;
            }
        }
        assertTrue(before < 0.9, "before " + before);
        assertTrue(after > 0.95, "after " + after);
    }

    @Test
    void refinedScoresSpeakOfTheSameClassesOnTheGrid() throws IOException {
        try (RefinementModel model = refiner.open(fitted())) {
            ScoreMap refined = model.refine(Halves.image(1), Halves.scores(Halves.sample(1)));
            assertArrayEquals(new int[] {0, 2}, refined.classIds());
            assertEquals(16, refined.width());
            assertEquals(16, refined.height());
            for (float score : refined.scores()) {
                assertTrue(score >= 0 && score <= 1 + 1e-5, "score " + score);
            }
        }
    }

    @Test
    void theBackgroundOfTheStageBeforeIsReplaced() throws IOException {
        try (RefinementModel model = refiner.open(fitted())) {
            ScoreMap scores = Halves.scores(Halves.sample(1));
            ScoreMap without = scores.only(Tags.of(2));
            assertArrayEquals(
                    model.refine(Halves.image(1), scores).scores(),
                    model.refine(Halves.image(1), without).scores());
        }
    }

    @Test
    void withoutATagAllIsBackground() throws IOException {
        try (RefinementModel model = refiner.open(fitted())) {
            ScoreMap nothing = new ScoreMap(new int[] {0}, 3, 2, new float[6]);
            ScoreMap refined = model.refine(Halves.image(0), nothing);
            assertArrayEquals(new int[] {0}, refined.classIds());
            assertEquals(1, refined.scores()[0]);
        }
    }

    @Test
    void whereThereIsNoBackgroundNoneWalks() throws IOException {
        ClassSet classes = ClassSet.withoutBackground(List.of("sky", "a", "b"));
        TestContext context =
                new TestContext(
                        Files.createDirectories(folder.resolve("all")), classes, Halves.settings());
        refiner.fit(Halves.samples(6), s -> Halves.scores(s).only(s.tags()), context);
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap scores = Halves.scores(Halves.sample(1));
            assertArrayEquals(new int[] {0, 2}, model.refine(Halves.image(1), scores).classIds());
            ScoreMap empty = new ScoreMap(new int[0], 3, 2, new float[0]);
            assertEquals(0, model.refine(Halves.image(1), empty).planes());
        }
    }

    @Test
    void irnSamplingLearnsToo() throws IOException {
        TestContext context = fitted("sampling", "irn");
        assertTrue(Files.exists(context.folder().resolve(AffinityNet.WEIGHTS)));
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
        samples.add(new Sample("../half9", Tags.of(1), () -> Halves.image(9)));
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
        assertEquals(Set.of("broken", "../half9", "half3"), context.failures().keySet());
        try (var files = Files.list(context.folder().resolve(AffinityNet.LABELS))) {
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
    void damagedLabelsAreMadeAgain() throws IOException {
        TestContext context = fitted();
        assertEquals(10, crf.terms.get());
        Path label = context.folder().resolve(AffinityNet.LABELS).resolve("half4.png");
        byte[] whole = Files.readAllBytes(label);
        byte[] weights = Files.readAllBytes(context.folder().resolve(AffinityNet.WEIGHTS));
        Files.write(label, new byte[3]);
        refiner.fit(Halves.samples(10), Halves::scores, context);
        assertEquals(11, crf.terms.get(), "one more, and the others not again");
        assertArrayEquals(whole, Files.readAllBytes(label));
        assertArrayEquals(
                weights, Files.readAllBytes(context.folder().resolve(AffinityNet.WEIGHTS)));
    }

    @Test
    void damagedWeightsAreRefused() throws IOException {
        TestContext context = fitted();
        Path weights = context.folder().resolve(AffinityNet.WEIGHTS);
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length / 2));
        assertThrows(BadInputException.class, () -> refiner.open(context));
        Files.delete(weights);
        assertThrows(BadInputException.class, () -> refiner.open(context));
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() throws IOException {
        TestContext context = fitted();
        TestContext other =
                new TestContext(context.folder(), Halves.CLASSES, Halves.settings("features", 9));
        assertThrows(BadInputException.class, () -> refiner.open(other));
        TestContext stages =
                new TestContext(
                        context.folder(),
                        Halves.CLASSES,
                        Halves.settings("stages", new String[] {"stage1", "stage3"}));
        assertThrows(BadInputException.class, () -> refiner.open(stages));
    }

    @Test
    void widthsAndStagesMustGoTogether() throws IOException {
        TestContext one = Halves.context(folder.resolve("one"), "widths", new int[] {4});
        assertThrows(InvalidConfigurationException.class, () -> refiner.open(one));
        TestContext zero = Halves.context(folder.resolve("zero"), "widths", new int[] {4, 0});
        assertThrows(InvalidConfigurationException.class, () -> refiner.open(zero));
    }

    @Test
    void aBackboneWithoutWeightsIsRefused() throws IOException {
        TestContext tiny =
                Halves.context(folder.resolve("tiny"), "backbone", "tiny", "outputStride", 8);
        assertThrows(
                InvalidConfigurationException.class,
                () -> refiner.fit(Halves.samples(2), Halves::scores, tiny));
    }

    @Test
    void labelsKeptOnceAreTheSameWhateverTheOrder() throws IOException {
        TestContext context = fitted();
        TestContext other = Halves.context(folder.resolve("other"));
        List<Sample> reversed = new ArrayList<>(Halves.samples(10));
        java.util.Collections.reverse(reversed);
        refiner.fit(reversed, Halves::scores, other);
        for (Sample sample : reversed) {
            String name = AffinityNet.LABELS + "/" + sample.id() + ".png";
            assertArrayEquals(
                    Files.readAllBytes(context.folder().resolve(name)),
                    Files.readAllBytes(other.folder().resolve(name)));
        }
        assertFalse(Files.exists(context.folder().resolve("checkpoint.safetensors")));
    }

    @Test
    void defaultsAreTheAuthors() {
        AffinityConfiguration defaults = TestSettings.defaults().as(AffinityConfiguration.class);
        assertEquals(4, defaults.lowAlpha());
        assertEquals(32, defaults.highAlpha());
        assertEquals(16, defaults.alpha());
        assertEquals(8, defaults.beta());
        assertEquals(8, defaults.doublings());
        assertEquals(5, defaults.radius());
        assertEquals("psa", defaults.sampling());
    }
}
