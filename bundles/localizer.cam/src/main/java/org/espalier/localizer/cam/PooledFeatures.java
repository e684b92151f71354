package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Inference;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * The averaged features of every view of every training image. They are kept in the stage's folder
 * every so often, so that an interrupted training does not compute them again.
 */
final class PooledFeatures {
    private static final int KEEP_EVERY = 100;

    private final Inference inference;
    private final Classifier classifier;
    private final int[] sides;
    private final Views views;
    private final List<float[]> rows = new ArrayList<>();
    private final List<float[]> targets = new ArrayList<>();

    PooledFeatures(Inference inference, Classifier classifier, CamConfiguration settings) {
        this.inference = inference;
        this.classifier = classifier;
        this.sides = settings.trainingSides();
        this.views = new Views(classifier.backbone(), settings.mirror());
    }

    /** Computes them; images that cannot be read are reported and left out. */
    PooledFeatures of(List<Sample> samples, StageContext context) throws IOException {
        Path cache = context.folder().resolve(Classifier.CACHE);
        Map<String, Tensor> known = known(cache);
        Map<String, Tensor> all = new LinkedHashMap<>();
        int fresh = 0;
        try (Progress.Task task = context.progress().begin("features", samples.size())) {
            for (Sample sample : samples) {
                context.checkCancelled();
                Tensor row = known.get(sample.id());
                try {
                    if (row == null) {
                        row = compute(sample.image());
                        fresh++;
                    }
                    all.put(sample.id(), row);
                    rows.add(row.values());
                    targets.add(classifier.targets(sample));
                } catch (BadInputException e) {
                    context.failed(sample.id(), e);
                }
                task.advance(1);
                if (fresh == KEEP_EVERY) {
                    SafeTensors.write(cache, Map.of(), all);
                    fresh = 0;
                }
            }
        }
        if (rows.isEmpty()) {
            throw new IOException("None of the " + samples.size() + " training images can be read");
        }
        SafeTensors.write(cache, Map.of(), all);
        return this;
    }

    private static Map<String, Tensor> known(Path cache) {
        try {
            return SafeTensors.read(cache).tensors();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private Tensor compute(Image image) throws IOException {
        int channels = classifier.channels();
        float[] row = new float[views() * channels];
        int at = 0;
        for (int side : sides) {
            float[] pooled = pooled(views.at(image, side));
            System.arraycopy(pooled, 0, row, at, pooled.length);
            at += pooled.length;
        }
        return Tensor.of(row, views(), channels);
    }

    private float[] pooled(ImageBatch batch) throws IOException {
        Backbone backbone = classifier.backbone();
        return inference.run(
                manager -> {
                    NDArray features =
                            backbone.forward(
                                    batch.toArray(manager),
                                    0,
                                    backbone.stages().size(),
                                    backbone.pretrained());
                    return features.mean(new int[] {2, 3}).toFloatArray();
                });
    }

    /** Images that could be read. */
    int images() {
        return rows.size();
    }

    /** Views of each. */
    int views() {
        return sides.length * views.count();
    }

    /** Copies the features of a view. */
    void copy(int image, int view, float[] to, int at) {
        int channels = classifier.channels();
        System.arraycopy(rows.get(image), view * channels, to, at, channels);
    }

    /** 1 for each tag of the image. */
    float[] targets(int image) {
        return targets.get(image);
    }
}
