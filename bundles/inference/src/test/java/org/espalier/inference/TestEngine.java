package org.espalier.inference;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;

/**
 * An engine as the framework would make it, with the weights of one folder. Tests that name none
 * run on MXNet, or on the one that {@code -Despalier.engine} names.
 */
public final class TestEngine {
    private TestEngine() {}

    public static EngineInference with(Path models) {
        return with(models, System.getProperty("espalier.engine", "mxnet"));
    }

    public static EngineInference with(Path models, String engine) {
        WeightsConfiguration weights =
                TestSettings.of("userFolder", models.toString()).as(WeightsConfiguration.class);
        return new EngineInference(
                new LocalWeightStore(weights, Map.of(), null),
                TestSettings.of("engine", engine).as(InferenceConfiguration.class));
    }

    public static EngineInference withoutWeights() {
        return with(Path.of("target", "no-weights"));
    }
}
