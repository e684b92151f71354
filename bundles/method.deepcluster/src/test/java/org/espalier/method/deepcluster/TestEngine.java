package org.espalier.method.deepcluster;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.inference.Inference;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.EngineInference;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;

/** The engine as the framework would make it, without pretrained weights. */
final class TestEngine {
    static final Inference ENGINE =
            new EngineInference(
                    new LocalWeightStore(
                            TestSettings.of("userFolder", Path.of("target").toString())
                                    .as(WeightsConfiguration.class),
                            Map.of(),
                            null),
                    TestSettings.defaults().as(InferenceConfiguration.class));

    private TestEngine() {}
}
