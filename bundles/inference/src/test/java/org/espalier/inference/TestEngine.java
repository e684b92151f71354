package org.espalier.inference;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;

/** An engine as the framework would make it, with the weights of one folder. */
final class TestEngine {
    private TestEngine() {}

    static MxNetInference with(Path models) {
        WeightsConfiguration weights =
                TestSettings.of("userFolder", models.toString()).as(WeightsConfiguration.class);
        return new MxNetInference(
                new LocalWeightStore(weights, Map.of(), null),
                TestSettings.defaults().as(InferenceConfiguration.class));
    }

    static MxNetInference withoutWeights() {
        return with(Path.of("target", "no-weights"));
    }
}
