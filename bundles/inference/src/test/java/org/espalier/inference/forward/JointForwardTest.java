package org.espalier.inference.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Parameters;
import org.espalier.inference.Reference;
import org.espalier.inference.Stage;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.inference.network.Tiny;
import org.espalier.testing.SharedData;
import org.junit.jupiter.api.Test;

class JointForwardTest {
    private final List<Integer> passes = new ArrayList<>();
    private final Trust trust = new Trust();
    private float perImage;

    /** A pass whose values depend on the batch, if it is told so. */
    private JointForward forward(int height, Parameters parameters) {
        return new JointForward(
                new Trust.Subject("standin", 8, List.of("stage0"), height, 1),
                parameters,
                8,
                trust,
                batch -> {
                    passes.add(batch.size());
                    List<FeatureMap> maps = new ArrayList<>();
                    for (int i = 0; i < batch.size(); i++) {
                        float value = batch.planes(i)[0] + perImage * (batch.size() - 1);
                        maps.add(new FeatureMap(1, 1, 1, new float[] {value}));
                    }
                    return Map.of("stage0", maps);
                });
    }

    private List<Float> of(int count) throws IOException {
        List<float[]> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new float[] {i, 0, 0});
        }
        List<Float> values = new ArrayList<>();
        forward(1, null).of(items).forEach(m -> values.add(m.get("stage0").values()[0]));
        return values;
    }

    @Test
    void theFirstBatchOfAShapeIsTriedAndLaterOnesAreTrusted() throws IOException {
        assertEquals(List.of(0f, 1f), of(2));
        assertEquals(List.of(1, 1, 2, 2), passes);
        passes.clear();
        assertEquals(List.of(0f, 1f), of(2));
        assertEquals(List.of(2), passes);
        passes.clear();
        of(7);
        assertEquals(List.of(1, 1, 1, 1, 4, 4, 2, 1), passes);
        passes.clear();
        of(1);
        assertEquals(List.of(1), passes);
    }

    @Test
    void whereABatchGivesOtherBitsThereIsNone() throws IOException {
        perImage = Math.ulp(2f);
        assertEquals(List.of(0f, 1f, 2f, 3f), of(4));
        assertEquals(List.of(1, 1, 1, 1, 4, 1, 1, 1, 1), passes);
        passes.clear();
        assertEquals(List.of(0f, 1f, 2f, 3f), of(4));
        assertEquals(List.of(1, 1, 1, 1), passes);
    }

    @Test
    void equalIsWhatGivesTheSameForAnImage() throws IOException {
        assertEquals(forward(1, null), forward(1, null));
        assertEquals(forward(1, null).hashCode(), forward(1, null).hashCode());
        assertNotEquals(forward(1, null), forward(2, null));
        EngineInference engine = TestEngine.withoutWeights();
        try (Parameters some = engine.parameters(Map.of());
                Parameters others = engine.parameters(Map.of())) {
            assertEquals(forward(1, some), forward(1, some));
            assertNotEquals(forward(1, some), forward(1, others));
        }
    }

    /** Of these, the last stages at stride 32 differ in a batch, on some machines. */
    @Test
    void anImageHasTheSameBitsWithWhateverItTravels() throws IOException {
        EngineInference engine =
                TestEngine.with(SharedData.model("mobilenetv2_100.safetensors").getParent());
        for (int stride : MobileNetV2.OUTPUT_STRIDES) {
            Backbone mobile = engine.backbone("mobilenetv2", stride);
            sameBits(mobile, mobile.pretrained());
        }
        for (int stride : Tiny.OUTPUT_STRIDES) {
            Backbone tiny = engine.backbone("tiny", stride);
            try (Parameters parameters = engine.parameters(tiny.initial(1))) {
                sameBits(tiny, parameters);
            }
        }
    }

    private static List<float[]> photographs() {
        List<float[]> items = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            items.add(Reference.gaussian(3 * 97 * 65, 1, i));
        }
        return items;
    }

    private void sameBits(Backbone backbone, Parameters parameters) throws IOException {
        List<String> stages = backbone.stages().stream().map(Stage::name).toList();
        JointForward forward =
                new JointForward(
                        new Trust.Subject(backbone.name(), backbone.outputStride(), stages, 65, 97),
                        parameters,
                        8,
                        trust,
                        batch -> backbone.features(batch, stages, parameters));
        for (int time = 0; time < 2; time++) {
            List<Map<String, FeatureMap>> together = forward.of(photographs());
            for (int i = 0; i < together.size(); i++) {
                Map<String, FeatureMap> alone = forward.of(photographs().subList(i, i + 1)).get(0);
                for (String stage : stages) {
                    assertArrayEquals(
                            alone.get(stage).values(), together.get(i).get(stage).values(), stage);
                }
            }
        }
    }

    @Test
    void callersAtOnceGetWhatACallerAloneGets() throws Exception {
        EngineInference engine = TestEngine.withoutWeights();
        Backbone tiny = engine.backbone("tiny", 8);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (Parameters parameters = engine.parameters(tiny.initial(1))) {
            List<Future<float[]>> all = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                float[] planes = photographs().get(i % 7);
                all.add(callers.submit(() -> last(tiny, planes, parameters)));
            }
            for (int i = 0; i < all.size(); i++) {
                float[] alone = last(tiny, photographs().get(i % 7), parameters);
                assertArrayEquals(alone, all.get(i).get());
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static float[] last(Backbone tiny, float[] planes, Parameters parameters)
            throws IOException {
        ImageBatch batch = new ImageBatch(97, 65, tiny.normalisation()).addPlanes(planes);
        return tiny.features(batch, List.of("stage3"), parameters).get("stage3").get(0).values();
    }
}
