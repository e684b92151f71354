package org.espalier.localizer.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;
import org.espalier.testing.TestSettings;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

/** An untrained network is enough to check how images are looked at. */
class LookTest {
    private static final int WIDTH = 33;
    private static final int HEIGHT = 25;

    private final Classifier classifier =
            new Classifier(
                    TestEngine.ENGINE.backbone("tiny", 8),
                    0,
                    ClassSet.withBackground(List.of("background", "a", "b")));

    private static CamConfiguration settings(boolean mirror, double correlation, int... sides) {
        return TestSettings.of(
                        "sides",
                        sides,
                        "gridSide",
                        HEIGHT,
                        "mirror",
                        mirror,
                        "correlation",
                        correlation,
                        "roundStages",
                        new String[] {"stage2", "stage3"})
                .as(CamConfiguration.class);
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

    private Look look(CamConfiguration settings) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>(classifier.initial(3));
        Parameters parameters = TestEngine.ENGINE.parameters(tensors);
        return new Look(TestEngine.ENGINE, classifier, parameters, settings);
    }

    @Test
    void withTheMirrorImageLeftAndRightAreAlike() throws IOException {
        Look look = look(settings(true, 0, HEIGHT));
        Activations upright = look.at(image(false), List.of()).activations();
        Activations mirrored = look.at(image(true), List.of()).activations();
        assertEquals(5, upright.width());
        assertEquals(4, upright.height());
        assertArrayEquals(
                upright.maps(), Resampling.mirror(mirrored.maps(), upright.width()), 1e-4f);
        assertArrayEquals(upright.logits(), mirrored.logits(), 1e-4f);
    }

    @Test
    void twoSizesAreTheSumOfEach() throws IOException {
        float[] small =
                look(settings(false, 0, HEIGHT)).at(image(false), List.of()).activations().maps();
        float[] large =
                look(settings(false, 0, 41)).at(image(false), List.of()).activations().maps();
        float[] both =
                look(settings(false, 0, HEIGHT, 41))
                        .at(image(false), List.of())
                        .activations()
                        .maps();
        for (int i = 0; i < both.length; i++) {
            assertEquals(small[i] + large[i], both[i], 1e-4f);
            assertTrue(both[i] >= 0);
        }
    }

    @Test
    void featuresAreTheSameWhetherTheyAreAskedForAloneOrNot() throws IOException {
        CamConfiguration settings = settings(true, 4, HEIGHT);
        List<String> stages = new Seeds(TestEngine.ENGINE, classifier, settings).stages(true);
        assertEquals(List.of("stage2", "stage2", "stage3"), stages);
        Look look = look(settings);
        Seeds.Features together = look.at(image(false), stages).features();
        Seeds.Features alone = look.features(image(false), stages);
        assertArrayEquals(together.correlated().values(), alone.correlated().values());
        assertEquals(2, alone.seen().size());
        assertEquals(128, alone.seen().get(0).channels());
        assertArrayEquals(together.seen().get(1).values(), alone.seen().get(1).values());
    }

    @Test
    void whatNobodyNeedsIsNotComputed() throws IOException {
        CamConfiguration settings = settings(true, 0, HEIGHT);
        List<String> stages = new Seeds(TestEngine.ENGINE, classifier, settings).stages(false);
        assertEquals(List.of(), stages);
        Seeds.Features none = look(settings).features(image(false), stages);
        assertNull(none.correlated());
        assertEquals(List.of(), none.seen());
    }

    @Test
    void seedsWithAHeadThatKnowsNothingFollowTheMaps() throws IOException {
        CamConfiguration settings = settings(true, 0, HEIGHT);
        Seeds seeds = new Seeds(TestEngine.ENGINE, classifier, settings);
        Look look = look(settings);
        Look.Sight sight = look.at(image(false), seeds.stages(true));
        Activations activations = sight.activations();
        float[] plain = seeds.plain(activations, sight.features());
        Map<String, Tensor> knowsNothing = seeds.network(128).initial(1);
        try (Parameters head = TestEngine.ENGINE.parameters(knowsNothing)) {
            // outputs that are all alike add the same to every place
            float[] helped = seeds.helped(plain, activations, sight.features(), head);
            List<Float> expected = new ArrayList<>();
            for (float value : plain) {
                expected.add((value + 2) / 3);
            }
            for (int i = 0; i < helped.length; i++) {
                assertEquals(expected.get(i), helped[i], 1e-4f);
            }
        }
    }
}
