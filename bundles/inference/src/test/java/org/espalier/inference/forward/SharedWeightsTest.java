package org.espalier.inference.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Parameters;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.testing.SharedData;
import org.junit.jupiter.api.Test;

class SharedWeightsTest {
    private static final int CALLERS = 6;

    @Test
    void callersAtEqualAndDifferentStridesHoldOneCopy() throws Exception {
        EngineInference engine =
                TestEngine.with(SharedData.model("mobilenetv2_100.safetensors").getParent());
        int before = held(engine);
        CountDownLatch together = new CountDownLatch(CALLERS);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<Parameters>> copies = new ArrayList<>();
        try {
            for (int i = 0; i < CALLERS; i++) {
                int stride = MobileNetV2.OUTPUT_STRIDES.get(i % 3);
                copies.add(
                        callers.submit(
                                () -> {
                                    Backbone mine = engine.backbone("mobilenetv2", stride);
                                    together.countDown();
                                    together.await();
                                    return used(mine);
                                }));
            }
            Parameters first = copies.get(0).get();
            for (Future<Parameters> copy : copies) {
                assertSame(first, copy.get());
            }
            assertEquals(first.names().size(), held(engine) - before, "arrays on the device");
        } finally {
            callers.shutdownNow();
        }
    }

    private static Parameters used(Backbone backbone) throws IOException {
        ImageBatch batch =
                new ImageBatch(65, 33, Normalisation.symmetric()).addPlanes(new float[3 * 65 * 33]);
        backbone.features(batch, List.of("stage6"), backbone.pretrained());
        return backbone.pretrained();
    }

    /** Arrays on the device. */
    private static int held(EngineInference engine) throws IOException {
        return engine.run(manager -> manager.getParentManager().getManagedArrays().size());
    }
}
