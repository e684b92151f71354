package org.espalier.method.deepcluster;

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

class DeepClusteringTest {
    private static final int COUNT = 9;

    @TempDir Path folder;

    private final PlainCodecs codec = new PlainCodecs();
    private final ByColour segmenter = new ByColour();
    private final DeepClustering refiner = Streets.refiner(segmenter);

    private TestContext fitted(Object... settings) throws IOException {
        TestContext context = Streets.context(folder.resolve("fitted"), settings);
        refiner.fit(Streets.samples(COUNT), Streets::tied, context);
        return context;
    }

    private double accuracy(TestContext context, int round) throws IOException {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            Path file = RoundFolder.of(context.folder(), round).labels(Streets.sample(i));
            sum += Streets.accuracy(i, codec.readLabels(file)) / COUNT;
        }
        return sum;
    }

    /** The road is in every image, and the seeds say the same of all tags everywhere. */
    @Test
    void recurrenceTellsWhatTiedSeedsCannot() throws IOException {
        double seeds = 0;
        for (int i = 0; i < COUNT; i++) {
            LabelMap labels =
                    Streets.tied(Streets.sample(i)).resized(Streets.SIDE, Streets.SIDE).argmax();
            seeds += Streets.accuracy(i, labels) / COUNT;
        }
        TestContext context = fitted();
        assertTrue(seeds < 0.4, "seeds " + seeds);
        double first = accuracy(context, 0);
        assertTrue(first > 0.85, "first labels " + first);
        double last = accuracy(context, 2);
        assertTrue(last > 0.97 && last >= first, "last " + last + ", first " + first);
        assertEquals(List.of(7, 7), segmenter.epochs, "of unary.epochs, each round once");
        assertEquals(
                List.of(0, 1, 2),
                RoundFolder.in(context.folder()).stream().map(RoundFolder::round).toList());
    }

    @Test
    void withoutRecurrenceTiedSeedsTeachNothing() throws IOException {
        TestContext context = Streets.context(folder.resolve("tied"), "clusters", 0);
        assertThrows(
                IOException.class,
                () -> refiner.fit(Streets.samples(COUNT), Streets::tied, context));
    }

    @Test
    void seedsAloneTeachWhereTheyKnow() throws IOException {
        TestContext context = Streets.context(folder.resolve("seeds"), "clusters", 0);
        refiner.fit(Streets.samples(COUNT), Streets::seeds, context);
        assertTrue(accuracy(context, 0) < 0.8, "seeds " + accuracy(context, 0));
        assertTrue(accuracy(context, 2) > 0.97, "last " + accuracy(context, 2));
    }

    @Test
    void confidentRegionsAreRight() throws IOException {
        RoundFolder last = RoundFolder.of(fitted().folder(), 2);
        for (int i = 0; i < COUNT; i++) {
            LabelMap sure = codec.readLabels(last.confident(Streets.sample(i)));
            int known = 0;
            for (int p = 0; p < sure.labels().length; p++) {
                int label = sure.labels()[p] & 0xff;
                if (label != ClassSet.VOID) {
                    known++;
                    assertEquals(Streets.truth(i, p % Streets.SIDE, p / Streets.SIDE), label);
                }
            }
            assertTrue(known > 0.8 * sure.labels().length, "image " + i + " has " + known);
        }
    }

    @Test
    void refinesImagesItHasNotSeen() throws IOException {
        try (RefinementModel model = refiner.open(fitted())) {
            for (int i = COUNT; i < COUNT + 4; i++) {
                ScoreMap tied = Streets.tied(Streets.sample(i));
                ScoreMap refined = model.refine(Streets.image(i), tied);
                assertArrayEquals(tied.classIds(), refined.classIds());
                LabelMap labels = refined.resized(Streets.SIDE, Streets.SIDE).argmax();
                assertTrue(Streets.accuracy(i, labels) > 0.97, "image " + i);
            }
            ScoreMap empty = new ScoreMap(new int[0], 3, 2, new float[0]);
            assertSame(empty, model.refine(Streets.image(1), empty));
        }
    }

    /** The background is no tag, and every image may hold it. */
    @Test
    void aBackgroundIsAClassOfEveryImage() throws IOException {
        TestContext context =
                new TestContext(
                        Files.createDirectories(folder.resolve("background")),
                        Streets.BACKGROUND,
                        Streets.settings());
        List<Sample> samples = Streets.samples(COUNT, Streets.BACKGROUND);
        refiner.fit(samples, Streets::seeds, context);
        assertTrue(accuracy(context, 2) > 0.97, "last " + accuracy(context, 2));
        try (RefinementModel model = refiner.open(context)) {
            ScoreMap thing = new ScoreMap(new int[] {1}, 1, 1, new float[1]);
            assertArrayEquals(new int[] {0, 1}, model.refine(Streets.image(0), thing).classIds());
            ScoreMap nothing = new ScoreMap(new int[] {0}, 3, 2, new float[6]);
            for (float score : model.refine(Streets.image(0), nothing).scores()) {
                assertEquals(1, score);
            }
        }
    }

    @Test
    void placesMayBeTold() throws IOException {
        String[] upsideDown = {"road: 0.5 0 0.5 0.2 0.5", "house: 0.5 1 0.5 0.2 0.5"};
        TestContext context =
                Streets.context(
                        folder.resolve("places"),
                        "locationPrior",
                        true,
                        "prior_places",
                        upsideDown);
        refiner.fit(List.of(Streets.sample(0), Streets.sample(3)), Streets::tied, context);
        Path file = RoundFolder.of(context.folder(), 0).labels(Streets.sample(0));
        LabelMap labels = codec.readLabels(file);
        assertEquals(Streets.ROAD, labels.label(20, 2), "houses, were it not for the places");
        assertEquals(1, labels.label(20, 45));
    }

    @Test
    void badImagesAreReportedAndLeftOut() throws IOException {
        List<Sample> samples = new ArrayList<>(Streets.samples(6));
        samples.add(
                new Sample(
                        "broken",
                        Tags.of(0, 1),
                        () -> {
                            throw new BadInputException("broken", "is no image", "give one");
                        }));
        samples.add(new Sample("untagged", Tags.none(), () -> Streets.image(8)));
        TestContext context = Streets.context(folder.resolve("bad"));
        refiner.fit(
                samples,
                sample -> {
                    if (sample.id().equals("street3")) {
                        throw new IOException("the localizer failed on it");
                    }
                    return Streets.tied(sample);
                },
                context);
        assertEquals(Set.of("broken", "street3"), context.failures().keySet());
        RoundFolder last = RoundFolder.of(context.folder(), 2);
        try (var files = Files.list(last.labels(samples.get(0)).getParent())) {
            assertEquals(5, files.count());
        }
    }

    @Test
    void nothingToLearnFromIsAnError() throws IOException {
        for (Object clusters : new Object[] {0, 6}) {
            TestContext context =
                    Streets.context(folder.resolve("none" + clusters), "clusters", clusters);
            List<Sample> samples = List.of(new Sample("x", Tags.none(), () -> Streets.image(0)));
            assertThrows(IOException.class, () -> refiner.fit(samples, Streets::tied, context));
        }
    }

    @Test
    void whatIsLearnedIsNotLearnedAgain() throws IOException {
        TestContext context = fitted();
        assertEquals(2, segmenter.fits.get());
        refiner.fit(Streets.samples(COUNT), Streets::tied, context);
        assertEquals(2, segmenter.fits.get());
        Path taught = RoundFolder.of(context.folder(), 1).path().resolve("taught");
        for (Path gone : List.of(taught, context.folder().resolve("regions"))) {
            try (var left = Files.list(gone)) {
                assertEquals(0, left.count(), gone + " is kept for as long as it is needed");
            }
        }
    }

    @Test
    void settingsThatCannotBeAreRefused() throws IOException {
        Object[][] wrong = {
            {"backbone", "tiny", "outputStride", 8},
            {"stages", new String[0]},
            {"stages", new String[] {"stage99"}},
            {"locationPrior", true},
            {"locationPrior", true, "prior_places", new String[] {"sea: 0 0 1 1 1"}}
        };
        for (Object[] settings : wrong) {
            TestContext context = Streets.context(folder.resolve("wrong"), settings);
            assertThrows(
                    InvalidConfigurationException.class,
                    () -> refiner.fit(Streets.samples(2), Streets::tied, context));
            assertFalse(Files.exists(context.folder().resolve("rounds")));
        }
    }
}
