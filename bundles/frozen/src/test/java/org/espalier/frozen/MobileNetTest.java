package org.espalier.frozen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real network. */
class MobileNetTest {
    @TempDir Path cache;

    private static LocalWeightStore store() throws IOException {
        Path models = SharedData.model("mobilenetv2_100.safetensors").getParent();
        return new LocalWeightStore(
                TestSettings.of("userFolder", models.toString()).as(WeightsConfiguration.class),
                Map.of(),
                null);
    }

    @Test
    void aLargeImageInPiecesHasTheFeaturesOfTheWhole() throws IOException {
        int width = 1281;
        int height = 513;
        byte[] rgb = new byte[3 * width * height];
        new SplittableRandom(7).nextBytes(rgb);
        List<Map<String, FeatureMap>> both = new ArrayList<>();
        for (double megapixels : new double[] {0.5, 4}) {
            var inference =
                    new EngineInference(
                            store(),
                            TestSettings.of("tileMegapixels", megapixels)
                                    .as(InferenceConfiguration.class));
            Backbone backbone = inference.backbone("mobilenetv2", 16);
            FrozenFeatures features =
                    new CachedFeatures(
                            store(),
                            TestSettings.of("enabled", false).as(FrozenConfiguration.class));
            View view = new View(height, false);
            Image image = new Image(width, height, rgb);
            both.add(features.of(image, backbone, view, List.of("stage2", "stage6")));
        }
        both.get(0)
                .forEach(
                        (stage, map) ->
                                assertArrayEquals(
                                        both.get(1).get(stage).values(), map.values(), stage));
    }

    @Test
    void stagesOfOnePassAreThoseOfTheirOwn() throws IOException {
        var store = store();
        var inference =
                new EngineInference(
                        store, TestSettings.defaults().as(InferenceConfiguration.class));
        Backbone backbone = inference.backbone("mobilenetv2", 16);
        byte[] rgb = new byte[3 * 70 * 50];
        new SplittableRandom(3).nextBytes(rgb);
        Image image = new Image(70, 50, rgb);
        View view = new View(65, true);
        FrozenFeatures features =
                new CachedFeatures(
                        store,
                        TestSettings.of("folder", cache.toString()).as(FrozenConfiguration.class));
        FeatureMap alone = features.of(image, backbone, view, List.of("stage2")).get("stage2");
        FeatureMap last =
                features.of(image, backbone, view, List.of("stage2", "stage5")).get("stage5");
        FrozenFeatures uncached =
                new CachedFeatures(
                        store, TestSettings.of("enabled", false).as(FrozenConfiguration.class));
        Map<String, FeatureMap> together =
                uncached.of(image, backbone, view, List.of("stage5", "stage2"));
        assertArrayEquals(together.get("stage2").values(), alone.values());
        assertArrayEquals(together.get("stage5").values(), last.values());
        assertEquals(32, alone.channels());
        assertEquals(9, alone.height(), "65 pixels at stride 8");
        assertEquals(13, alone.width(), "97 pixels, the multiple of 32 nearest to 91, plus 1");
        assertEquals(new Statistics(1, 2, 2), features.statistics());
    }
}
