package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.frozen.View;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An untrained network is enough to check how images are looked at. */
class LookTest {
    private static final int WIDTH = 33;
    private static final int HEIGHT = 25;

    private final Network network =
            Network.of(
                    TestEngine.ENGINE.backbone("tiny", 8),
                    -1,
                    ClassSet.withBackground(List.of("background", "a", "b")));
    private final TagHead head = new MeanHead("head", network);
    private final Parameters parameters =
            TestEngine.ENGINE.parameters(LearnedWeights.initial(network, head, 3));

    LookTest() throws IOException {}

    @AfterEach
    void close() {
        parameters.close();
    }

    private Look look(boolean mirror, int... sides) {
        return new Look(
                TestEngine.ENGINE,
                TestEngine.NO_FEATURES,
                network,
                head,
                parameters,
                new Look.Views(sides, mirror, HEIGHT));
    }

    private static Image image(boolean mirrored) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        random.nextBytes(rgb);
        if (!mirrored) {
            return new Image(WIDTH, HEIGHT, rgb);
        }
        byte[] other = new byte[rgb.length];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < 3; c++) {
                    other[(y * WIDTH + x) * 3 + c] = rgb[(y * WIDTH + WIDTH - 1 - x) * 3 + c];
                }
            }
        }
        return new Image(WIDTH, HEIGHT, other);
    }

    private static void assertMirrored(FeatureMap one, FeatureMap other) {
        assertArrayEquals(one.values(), Resampling.mirror(other.values(), one.width()), 1e-4f);
    }

    @Test
    void aMirroredViewIsMirroredBack() throws IOException {
        List<FeatureMap> views = look(true, HEIGHT).at(image(false)).views();
        assertEquals(2, views.size());
        FeatureMap ofMirrored = look(false, HEIGHT).at(image(true)).views().get(0);
        assertMirrored(views.get(1), ofMirrored);
    }

    @Test
    void withTheMirrorImageLeftAndRightAreAlike() throws IOException {
        Sights upright = look(true, HEIGHT, 41).at(image(false));
        Sights mirrored = look(true, HEIGHT, 41).at(image(true));
        assertMirrored(upright.sum(Sights::rectified), mirrored.sum(Sights::rectified));
        assertArrayEquals(upright.pooled(head), mirrored.pooled(head), 1e-4);
    }

    @Test
    void everySideIsAViewAndTheGridIsOneOfItsOwn() throws IOException {
        Sights sights = look(false, HEIGHT, 41).at(image(false));
        assertEquals(4, sights.height());
        assertEquals(5, sights.width());
        assertEquals(List.of(4, 6), sights.views().stream().map(FeatureMap::height).toList());
        float[] small = look(false, HEIGHT).at(image(false)).sum(Sights::rectified).values();
        float[] large = look(false, 41).at(image(false)).sum(Sights::rectified).values();
        float[] both = sights.sum(Sights::rectified).values();
        for (int i = 0; i < both.length; i++) {
            assertEquals(small[i] + large[i], both[i], 1e-4f);
        }
    }

    @Test
    void anImageIsLookedAtOnce() throws IOException {
        Look look = look(true, HEIGHT);
        Image image = image(false);
        assertSame(look.at(image), look.at(image));
    }

    /** Where all stages are frozen, features that are handed out replace the forward pass. */
    @Test
    void frozenFeaturesStandForTheImage() throws IOException {
        Frozen frozen = new Frozen(network.backbone(), 3);
        Network asFrozen = new Network(frozen, 4, network.classes());
        Look kept =
                new Look(
                        TestEngine.ENGINE,
                        frozen::features,
                        asFrozen,
                        head,
                        parameters,
                        new Look.Views(new int[] {HEIGHT, 41}, true, HEIGHT));
        Image image = image(false);
        List<FeatureMap> expected = look(true, HEIGHT, 41).at(image).views();
        List<FeatureMap> actual = kept.at(image).views();
        assertEquals(
                List.of(
                        new View(HEIGHT, false),
                        new View(HEIGHT, true),
                        new View(41, false),
                        new View(41, true)),
                frozen.asked());
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(expected.get(i).values(), actual.get(i).values(), 2e-2f);
        }
    }
}
