package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.classification.Network;
import org.espalier.frozen.CachedFeatures;
import org.espalier.frozen.FrozenConfiguration;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.Parameters;
import org.espalier.inference.Rectification;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.Tensor;
import org.espalier.weights.WeightsConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a pretrained backbone, of which the head alone is learned. */
class PretrainedTest {
    private static final int SIDE = 97;

    @TempDir Path folder;

    private EngineInference inference;
    private CachedFeatures frozen;

    @BeforeEach
    void open() {
        Path models = SharedData.model("mobilenetv2_100.safetensors").getParent();
        LocalWeightStore store =
                new LocalWeightStore(
                        TestSettings.of("userFolder", models.toString())
                                .as(WeightsConfiguration.class),
                        Map.of(),
                        null);
        inference =
                new EngineInference(
                        store, TestSettings.defaults().as(InferenceConfiguration.class));
        frozen =
                new CachedFeatures(
                        store,
                        TestSettings.of("folder", folder.resolve("features").toString())
                                .as(FrozenConfiguration.class));
    }

    private List<FeatureMap> maps(String... points) throws IOException {
        Backbone backbone = inference.backbone("mobilenetv2", 16);
        Network network = Network.of(backbone, -1, PatchScenes.classes());
        DcsmHead head = new DcsmHead(network, 0);
        // drawn, not learned: as good for comparing two ways to the same derivative
        Network drawn = new Network(backbone, 0, PatchScenes.classes());
        Map<String, Tensor> weights = new DcsmHead(drawn, 0).initial(1);
        Map<String, Tensor> all = new LinkedHashMap<>(backbone.initial(1));
        all.putAll(weights);
        try (Parameters parameters = inference.parameters(all)) {
            return new Saliency(
                            inference,
                            frozen,
                            network,
                            head,
                            new Layers(backbone, List.of(points)),
                            Rectification.GUIDED,
                            List.of(new View(SIDE, true)))
                    .at(
                            PatchScenes.image(3),
                            new Saliency.Learned(parameters, weights),
                            pooled -> new int[] {0, 1})
                    .maps();
        }
    }

    @Test
    void whatComesBeforeTheFirstLayerIsReadFromFrozenFeatures() throws IOException {
        FeatureMap whole = maps("input", "stage3").get(1);
        long before = frozen.statistics().passes();
        FeatureMap rest = maps("stage3").get(0);
        assertEquals(before + 1, frozen.statistics().passes());
        maps("stage3");
        assertEquals(before + 1, frozen.statistics().passes(), "kept");
        assertEquals(List.of(2, 7, 7), List.of(rest.channels(), rest.height(), rest.width()));
        float max = 0;
        for (float value : whole.values()) {
            max = Math.max(max, value);
        }
        assertTrue(max > 0);
        // frozen features are rounded to half precision, which moves some gates
        assertArrayEquals(whole.values(), rest.values(), .05f * max);
    }

    @Test
    void learnsTheHeadAlone() throws IOException {
        int[] side = {SIDE};
        TestContext context =
                new TestContext(
                        Files.createDirectories(folder.resolve("dcsm")),
                        PatchScenes.classes(),
                        TestSettings.of("trainingSides", side, "sides", side, "epochs", 20));
        Dcsm dcsm = new Dcsm(inference, frozen);
        dcsm.fit(PatchScenes.samples(24), context);
        int inside = 0;
        try (LocalizationModel model = dcsm.open(context)) {
            for (int i = 100; i < 110; i++) {
                Tags tags = Tags.of(PatchScenes.tag(i));
                ScoreMap scores = model.localize(PatchScenes.image(i), Optional.of(tags)).scores();
                inside += PatchScenes.hits(i, scores) ? 1 : 0;
            }
        }
        assertTrue(inside >= 8, "highest score on the object: " + inside + " of 10");
    }
}
