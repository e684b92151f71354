package org.espalier.inference.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Parameters;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.SharedData;
import org.junit.jupiter.api.Test;

/** The port against the network's own numbers. */
class MobileNetV2Test {

    @Test
    void agreesWithTheTestVector() throws IOException {
        Path file = SharedData.model("mobilenetv2_100.testvector.npz");
        EngineInference engine =
                TestEngine.with(SharedData.model("mobilenetv2_100.safetensors").getParent());
        Backbone backbone = engine.backbone("mobilenetv2", 32);
        Parameters weights = backbone.pretrained();
        engine.run(
                manager -> {
                    NDList vector;
                    try (InputStream in = Files.newInputStream(file)) {
                        vector = NDList.decode(manager, in);
                    }
                    Map<String, NDArray> found =
                            backbone.taps(vector.get("input"), List.of("head", "stage6"), weights);
                    assertEquals(List.of("head", "stage6"), List.copyOf(found.keySet()));
                    NDArray logits =
                            found.get("head")
                                    .mean(new int[] {3})
                                    .mean(new int[] {2})
                                    .matMul(weights.get("classifier.weight").transpose())
                                    .add(weights.get("classifier.bias"));
                    near(found.get("stage6"), vector.get("block17"));
                    near(logits, vector.get("logits"));
                    return null;
                });
    }

    private static void near(NDArray actual, NDArray expected) {
        assertEquals(expected.getShape(), actual.getShape());
        float difference = actual.sub(expected).abs().max().getFloat();
        assertTrue(difference < 1e-4f, "differs by " + difference);
    }

    @Test
    void earlyStagesDoNotDependOnTheOutputStride() throws IOException {
        EngineInference engine =
                TestEngine.with(SharedData.model("mobilenetv2_100.safetensors").getParent());
        ImageBatch batch = null;
        float[][] stage2 = new float[3][];
        for (int i = 0; i < 3; i++) {
            Backbone backbone = engine.backbone("mobilenetv2", 8 << i);
            if (batch == null) {
                batch = new ImageBatch(97, 65, backbone.normalisation()).add(stripes(), false);
            }
            Map<String, List<FeatureMap>> features =
                    backbone.features(batch, List.of("stage2", "stage6"), backbone.pretrained());
            stage2[i] = features.get("stage2").get(0).values();
            FeatureMap last = features.get("stage6").get(0);
            assertEquals(64 / (8 << i) + 1, last.height());
            assertEquals(96 / (8 << i) + 1, last.width());
            assertEquals(320, last.channels());
        }
        assertEquals(0, java.util.Arrays.compare(stage2[0], stage2[1]));
        assertEquals(0, java.util.Arrays.compare(stage2[0], stage2[2]));
    }

    private static Image stripes() {
        byte[] rgb = new byte[3 * 40 * 30];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 37 % 251);
        }
        return new Image(40, 30, rgb);
    }
}
