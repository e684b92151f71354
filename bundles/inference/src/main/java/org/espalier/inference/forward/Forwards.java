package org.espalier.inference.forward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Inference;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.Parameters;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.turns.EngineThread;

/**
 * Forward passes for everybody: of one image together with those of others, of a large one in
 * pieces.
 */
public final class Forwards {
    private final EngineThread thread;
    private final Inference inference;
    private final Supplier<String> engine;
    private final Limits limits;
    private final Trust trust = new Trust();

    /**
     * How much is computed at once.
     *
     * @param batch images, at least 1
     * @param batchPixels of all images of a batch
     * @param piecePixels of one image
     */
    public record Limits(int batch, long batchPixels, long piecePixels) {
        private static final double MEGA = 1e6;

        public static Limits of(InferenceConfiguration configuration) {
            return new Limits(
                    configuration.batchMillis() == 0 ? 1 : configuration.largestBatch(),
                    Math.round(MEGA * configuration.batchMegapixels()),
                    Math.round(MEGA * configuration.tileMegapixels()));
        }
    }

    /**
     * @param engine its name and version
     */
    public Forwards(
            EngineThread thread, Inference inference, Supplier<String> engine, Limits limits) {
        this.thread = thread;
        this.inference = inference;
        this.engine = engine;
        this.limits = limits;
    }

    /** See {@link Backbone#engine}. */
    String engine() {
        return engine.get();
    }

    /** See {@link Backbone#features}. */
    Map<String, List<FeatureMap>> features(
            NetworkBackbone backbone,
            Architecture architecture,
            ImageBatch batch,
            List<String> stages,
            Parameters parameters)
            throws IOException {
        Tiling tiling =
                Tiling.of(batch.height(), batch.width(), architecture, stages, limits.piecePixels);
        if (tiling.tiles() == 1 && batch.size() != 1) {
            return maps(backbone, batch, stages, parameters);
        }
        Map<String, List<FeatureMap>> features = new LinkedHashMap<>();
        stages.forEach(stage -> features.put(stage, new ArrayList<>()));
        for (int i = 0; i < batch.size(); i++) {
            tiling.features(
                            batch.planes(i),
                            (planes, height, width) ->
                                    one(backbone, planes, height, width, stages, parameters))
                    .forEach((stage, map) -> features.get(stage).add(map));
        }
        return features;
    }

    private Map<String, FeatureMap> one(
            NetworkBackbone backbone,
            float[] planes,
            int height,
            int width,
            List<String> stages,
            Parameters parameters)
            throws IOException {
        long fit = limits.batchPixels / ((long) height * width);
        int most = (int) Math.max(1, Math.min(limits.batch, fit));
        Trust.Subject subject =
                new Trust.Subject(backbone.name(), backbone.outputStride(), stages, height, width);
        return thread.call(
                new JointForward(
                        subject,
                        parameters,
                        most,
                        trust,
                        batch -> maps(backbone, batch, stages, parameters)),
                planes);
    }

    private Map<String, List<FeatureMap>> maps(
            NetworkBackbone backbone, ImageBatch batch, List<String> stages, Parameters parameters)
            throws IOException {
        return inference.run(manager -> backbone.maps(manager, batch, stages, parameters));
    }
}
