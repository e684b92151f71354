package org.espalier.localizer.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.frozen.CachedFeatures;
import org.espalier.frozen.FrozenConfiguration;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frozen backbone: only the head is learned, on features that are computed once. */
class PretrainedTest {
    @TempDir Path folder;

    private final ClassSet classes =
            ClassSet.withBackground(List.of("background", "left", "right"));

    private ClassActivationMaps cam() {
        Path models = SharedData.model("mobilenetv2_100.safetensors").getParent();
        LocalWeightStore store =
                new LocalWeightStore(
                        TestSettings.of("userFolder", models.toString())
                                .as(WeightsConfiguration.class),
                        Map.of(),
                        null);
        FrozenConfiguration cache =
                TestSettings.of("folder", folder.resolve("features").toString())
                        .as(FrozenConfiguration.class);
        return new ClassActivationMaps(
                new EngineInference(
                        store, TestSettings.defaults().as(InferenceConfiguration.class)),
                new CachedFeatures(store, cache));
    }

    /** A disc of one of two colours on grey, in a corner that does not tell which. */
    private static Image disc(int index) {
        int side = 97;
        byte[] rgb = new byte[side * side * 3];
        java.util.Arrays.fill(rgb, (byte) 120);
        int centreX = index / 2 % 2 == 0 ? 28 : 68;
        int centreY = index / 4 % 2 == 0 ? 28 : 68;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (Math.hypot(x - centreX, y - centreY) < 22) {
                    int at = (y * side + x) * 3;
                    rgb[at] = (byte) (index % 2 == 0 ? 240 : 20);
                    rgb[at + 1] = (byte) ((x / 4 + y / 4) % 2 == 0 ? 200 : 60);
                    rgb[at + 2] = (byte) (index % 2 == 0 ? 20 : 240);
                }
            }
        }
        return new Image(side, side, rgb);
    }

    private static List<Sample> samples(int[] reads) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int index = i;
            samples.add(
                    new Sample(
                            "s" + i,
                            Tags.of(1 + i % 2),
                            () -> {
                                reads[0]++;
                                return disc(index);
                            }));
        }
        return samples;
    }

    private TestContext context() {
        return new TestContext(
                folder,
                classes,
                TestSettings.of(
                        "epochs",
                        40,
                        "batch",
                        8,
                        "trainingSides",
                        new int[] {97},
                        "sides",
                        new int[] {97},
                        "gridSide",
                        97));
    }

    @Test
    void tellsWhichAndWhere() throws IOException {
        ClassActivationMaps cam = cam();
        int[] reads = new int[1];
        cam.fit(samples(reads), context());
        assertEquals(8, reads[0], "each image is read once, whatever the number of epochs");
        try (LocalizationModel model = cam.open(context())) {
            for (int i = 0; i < 8; i++) {
                var found = model.localize(disc(i), Optional.empty());
                assertArrayEquals(new int[] {1 + i % 2}, found.tags().ids(), "image " + i);
                int centreX = i / 2 % 2 == 0 ? 28 : 68;
                int centreY = i / 4 % 2 == 0 ? 28 : 68;
                var scores = found.scores().resized(97, 97);
                float inside = scores.score(0, centreX, centreY);
                float outside = scores.score(0, 96 - centreX, 96 - centreY);
                assertTrue(inside > outside + 0.1, "image " + i + ": " + inside + " " + outside);
            }
        }
    }
}
