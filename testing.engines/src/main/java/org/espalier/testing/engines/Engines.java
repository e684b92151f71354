package org.espalier.testing.engines;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.inference.Inference;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;

/** Engines as the framework would make them. */
public final class Engines {
    private static final Path NO_WEIGHTS = Path.of("target");

    private Engines() {}

    /** MXNet, or the engine that {@code -Despalier.engine} names; without pretrained weights. */
    public static Inference chosen() {
        return of(System.getProperty("espalier.engine", "mxnet"), NO_WEIGHTS);
    }

    /** An engine without pretrained weights. */
    public static Inference of(String engine) {
        return of(engine, NO_WEIGHTS);
    }

    /**
     * @param engine {@code mxnet} or {@code pytorch}
     * @param models a folder with weights
     */
    public static Inference of(String engine, Path models) {
        return new EngineInference(
                new LocalWeightStore(
                        TestSettings.of("userFolder", models.toString())
                                .as(WeightsConfiguration.class),
                        Map.of(),
                        null),
                TestSettings.of("engine", engine).as(InferenceConfiguration.class));
    }
}
