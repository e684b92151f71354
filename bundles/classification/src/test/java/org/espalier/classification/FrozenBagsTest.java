package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.frozen.CachedFeatures;
import org.espalier.frozen.FrozenConfiguration;
import org.espalier.frozen.Statistics;
import org.espalier.frozen.View;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.testing.OneFileStore;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.espalier.training.Batch;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of different shape through a backbone that is frozen. */
class FrozenBagsTest {
    private static final int CHANNELS = 64;
    private static final int[][] SIZES = {{33, 25}, {20, 50}, {25, 25}};

    @TempDir Path folder;

    private final Frozen frozen = new Frozen(TestEngine.ENGINE.backbone("tiny", 8), 1);
    private final Network network = new Network(frozen, 4, PatchScenes.classes());

    FrozenBagsTest() throws IOException {}

    /** A linear head that takes the highest place, so that the places matter. */
    private record Highest(Pointwise layer) implements TagHead {
        @Override
        public Map<String, Tensor> initial(long seed) {
            return layer.initial(seed, 0.1, 0);
        }

        @Override
        public NDArray loss(Bag bag, NDArray targets, Parameters parameters) {
            return TagHead.multiLabel(bag.max(layer.biased(bag.features(), parameters)), targets);
        }

        @Override
        public NDArray activations(NDArray features, Parameters parameters) {
            return layer.biased(features, parameters);
        }

        @Override
        public float[] rankWeights(int places) {
            float[] weights = new float[places];
            weights[0] = 1;
            return weights;
        }
    }

    private final TagHead highest = new Highest(new Pointwise("highest", CHANNELS, 2));

    private TestContext context() {
        return new TestContext(folder, network.classes(), TestSettings.defaults());
    }

    private static TagTraining.Regimen regimen(int epochs) {
        return new TagTraining.Regimen(new int[] {25}, true, epochs, 2, 0.01, 0);
    }

    private static Image image(int index) {
        byte[] rgb = new byte[SIZES[index][0] * SIZES[index][1] * 3];
        SplittableRandom random = new SplittableRandom(index);
        for (int i = 0; i < rgb.length; i++) {
            // one class is dark, the other light
            rgb[i] = (byte) (40 + 120 * (index % 2) + random.nextInt(40));
        }
        return new Image(SIZES[index][0], SIZES[index][1], rgb);
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            int index = i;
            samples.add(new Sample("s" + i, Tags.of(1 + i % 2), () -> image(index)));
        }
        return samples;
    }

    private FrozenBags bags(TagHead head, TestContext context) {
        return new FrozenBags(
                TestEngine.ENGINE, frozen::features, network, head, regimen(1), context);
    }

    private static Batch batch(int... indices) {
        return new Batch(0, 0, indices, new SplittableRandom(4));
    }

    private List<float[]> inputs(FrozenBags bags, Batch batch) throws IOException {
        FrozenBags.Maps maps = bags.read(batch);
        return TestEngine.ENGINE.run(
                m -> {
                    NDList inputs = bags.inputs(m, maps);
                    return inputs.stream().map(NDArray::toFloatArray).toList();
                });
    }

    @Test
    void whatIsHeldInMemoryIsWhatIsReadAgain() throws IOException {
        FrozenBags held = bags(highest, context());
        FrozenBags again = bags(highest, context()).withRoom(-1);
        assertEquals(3, held.read(samples()));
        int asked = frozen.asked().size();
        assertEquals(6, asked, "three images, upright and mirrored");
        assertEquals(3, again.read(samples()));
        List<float[]> one = inputs(held, batch(2, 0, 1));
        assertEquals(2 * asked, frozen.asked().size());
        List<float[]> two = inputs(again, batch(2, 0, 1));
        assertEquals(2 * asked + 3, frozen.asked().size());
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.get(i), two.get(i));
        }
    }

    @Test
    void imagesOfDifferentShapeLieSideBySide() throws IOException {
        FrozenBags bags = bags(highest, context());
        bags.read(samples());
        List<float[]> inputs = inputs(bags, batch(0, 1));
        // 4 x 5 places, and 9 x 4 places: the image is 2.5 times as high as wide
        assertEquals(2 * 36, inputs.get(1).length);
        assertEquals(20, sum(inputs.get(1), 0, 36));
        assertEquals(36, sum(inputs.get(1), 36, 72));
        assertArrayEquals(new float[] {1, 0, 0, 1}, inputs.get(3));
    }

    private static float sum(float[] values, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    @Test
    void aHeadThatAveragesSeesTheMeanInOnePlace() throws IOException {
        FrozenBags bags = bags(new MeanHead("head", network), context());
        bags.read(samples());
        Batch batch = batch(1);
        int view = new SplittableRandom(4).nextInt(2);
        FeatureMap map =
                frozen.features(image(1), frozen, new View(25, view == 1), List.of("stage3"))
                        .get("stage3");
        int places = map.height() * map.width();
        float[] means = inputs(bags, batch).get(0);
        assertEquals(CHANNELS, means.length);
        for (int c = 0; c < CHANNELS; c++) {
            float mean = sum(map.values(), c * places, (c + 1) * places) / places;
            assertEquals(mean, means[c], 1e-5);
        }
    }

    @Test
    void whatCannotBeReadIsReported() throws IOException {
        Sample bad =
                new Sample(
                        "bad",
                        Tags.of(1),
                        () -> {
                            throw new BadInputException("bad.jpg", "is truncated", "replace it");
                        });
        TestContext context = context();
        List<Sample> samples = samples();
        samples.add(1, bad);
        assertEquals(3, bags(highest, context).read(samples));
        assertEquals(Set.of("bad"), context.failures().keySet());
        assertThrows(IOException.class, () -> bags(highest, context).read(List.of(bad)));
    }

    @Test
    void aHeadLearnsOnWhatIsFrozen() throws IOException {
        TagTraining training =
                new TagTraining(TestEngine.ENGINE, frozen::features, network, regimen(60));
        Map<String, Tensor> learned = training.train("train", highest, samples(), context());
        assertEquals(Set.of("highest.weight", "highest.bias"), learned.keySet());
        LearnedWeights.write(learned, context());
        try (Parameters parameters =
                TestEngine.ENGINE.parameters(LearnedWeights.read(network, highest, context()))) {
            Look look =
                    new Look(
                            TestEngine.ENGINE,
                            frozen::features,
                            network,
                            highest,
                            parameters,
                            new Look.Views(new int[] {25}, true, 25));
            for (int i = 0; i < SIZES.length; i++) {
                double[] scores = look.at(image(i)).pooled(highest);
                assertTrue(scores[i % 2] > 0 && scores[1 - i % 2] < 0, "image " + i);
            }
        }
    }

    private Statistics afterReading(TagHead head) throws IOException {
        CachedFeatures features =
                new CachedFeatures(
                        new OneFileStore(Files.writeString(folder.resolve("weights"), "weights")),
                        TestSettings.of("folder", folder.resolve("features").toString())
                                .as(FrozenConfiguration.class));
        new FrozenBags(TestEngine.ENGINE, features, network, head, regimen(1), context())
                .read(samples());
        return features.statistics();
    }

    @Test
    void anotherMethodOnTheSameImagesComputesNoFrozenStageAnew() throws IOException {
        assertEquals(new Statistics(0, 6, 6), afterReading(new MeanHead("head", network)));
        assertEquals(new Statistics(6, 0, 0), afterReading(highest));
    }
}
