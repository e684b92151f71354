package org.espalier.segmenter.deeplab;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.inference.Inference;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;

/** The engine as the framework would make it. */
final class TestEngine {
    /** Without weights, for {@code tiny}. */
    static final Inference ENGINE = new EngineInference(store("target"), configuration());

    private TestEngine() {}

    static LocalWeightStore store(String folder) {
        return new LocalWeightStore(
                TestSettings.of("userFolder", Path.of(folder).toString())
                        .as(WeightsConfiguration.class),
                Map.of(),
                null);
    }

    static InferenceConfiguration configuration() {
        return TestSettings.of("engine", System.getProperty("espalier.engine", "mxnet"))
                .as(InferenceConfiguration.class);
    }

    static DeepLabConfiguration settings(Object... keysAndValues) {
        return TestSettings.of(keysAndValues).as(DeepLabConfiguration.class);
    }
}
