package org.espalier.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.frozen.CachedFeatures;
import org.espalier.frozen.FrozenConfiguration;
import org.espalier.graph.onnxruntime.OnnxRuntime;
import org.espalier.graph.onnxruntime.OnnxRuntimeConfiguration;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.engine.EngineInference;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestSettings;
import org.espalier.weights.LocalWeightStore;
import org.espalier.weights.WeightsConfiguration;

/** The services of the product as the framework would make them, with the weights beside it. */
public final class Product {
    private static final String WEIGHTS = "mobilenetv2_100.safetensors";

    private final LocalWeightStore store;
    private final EngineInference inference;

    /**
     * @throws FileNotFoundException when there are no weights
     */
    public Product() throws IOException {
        Path models = weights().getParent();
        WeightsConfiguration configuration =
                TestSettings.of("userFolder", models.toString()).as(WeightsConfiguration.class);
        store = new LocalWeightStore(configuration, Map.of(), null);
        inference =
                new EngineInference(
                        store,
                        List.of(
                                new OnnxRuntime(
                                        TestSettings.defaults()
                                                .as(OnnxRuntimeConfiguration.class))),
                        TestSettings.of("device", "cpu").as(InferenceConfiguration.class));
    }

    /** The file of the pretrained weights. */
    public static Path weights() throws IOException {
        Path file = SharedData.root().resolve("models").resolve(WEIGHTS);
        if (!Files.exists(file)) {
            throw new FileNotFoundException("needs " + file + ", which is not here");
        }
        return file;
    }

    /** The engine. */
    public EngineInference inference() {
        return inference;
    }

    /** Frozen features that are computed each time, none kept. */
    public CachedFeatures frozen() {
        return new CachedFeatures(
                store, TestSettings.of("enabled", false).as(FrozenConfiguration.class));
    }

    /** Values as of normalised photographs, the same in every process. */
    public static float[] noise(int seed, int count) {
        float[] values = new float[count];
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 2;
        }
        return values;
    }
}
