package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;
import org.espalier.inference.Stage;

/** Looks at an image at every size, upright and mirrored, and adds up what the classifier sees. */
final class Look {
    private final Inference inference;
    private final Classifier classifier;
    private final Parameters parameters;
    private final CamConfiguration settings;
    private final Views views;

    Look(
            Inference inference,
            Classifier classifier,
            Parameters parameters,
            CamConfiguration settings) {
        this.inference = inference;
        this.classifier = classifier;
        this.parameters = parameters;
        this.settings = settings;
        this.views = new Views(classifier.backbone(), settings.mirror());
    }

    /** One size: activations of all views, (views, outputs, h, w), and the grid they lie on. */
    private record Seen(int height, int width, float[] activations) {}

    Activations at(Image image) throws IOException {
        ImageBatch grid = views.at(image, settings.gridSide());
        int stride = stride();
        int height = (grid.height() - 1) / stride + 1;
        int width = (grid.width() - 1) / stride + 1;
        int outputs = classifier.outputs().length;
        float[] maps = new float[outputs * height * width];
        float[] logits = new float[outputs];
        for (int side : settings.sides()) {
            Seen seen = see(side == settings.gridSide() ? grid : views.at(image, side));
            add(seen, outputs, height, width, maps, logits);
        }
        return new Activations(width, height, classifier.outputs(), maps, logits);
    }

    private Seen see(ImageBatch batch) throws IOException {
        return inference.run(
                manager -> {
                    parameters.lendTo(manager);
                    NDArray features = features(batch.toArray(manager));
                    NDArray seen = classifier.activations(features, parameters);
                    long[] shape = seen.getShape().getShape();
                    return new Seen((int) shape[2], (int) shape[3], seen.toFloatArray());
                });
    }

    private NDArray features(NDArray images) throws IOException {
        Backbone backbone = classifier.backbone();
        NDArray x = images;
        if (classifier.frozenStages() > 0) {
            x = backbone.forward(x, 0, classifier.frozenStages(), backbone.pretrained());
        }
        return backbone.forward(x, classifier.frozenStages(), backbone.stages().size(), parameters);
    }

    /** Adds the rectified activations of all views, and the mean of the raw ones to the logits. */
    private void add(Seen seen, int outputs, int height, int width, float[] maps, float[] logits) {
        int cells = seen.height() * seen.width();
        for (int view = 0; view < views.count(); view++) {
            float[] activations =
                    java.util.Arrays.copyOfRange(
                            seen.activations(),
                            view * outputs * cells,
                            (view + 1) * outputs * cells);
            for (int k = 0; k < outputs; k++) {
                double sum = 0;
                for (int i = k * cells; i < (k + 1) * cells; i++) {
                    sum += activations[i];
                    activations[i] = Math.max(0, activations[i]);
                }
                logits[k] += (float) (sum / cells / (views.count() * settings.sides().length));
            }
            if (view == 1) {
                activations = Resampling.mirror(activations, seen.width());
            }
            float[] onGrid =
                    Resampling.corners(
                            activations, outputs, seen.height(), seen.width(), height, width);
            for (int i = 0; i < maps.length; i++) {
                maps[i] += onGrid[i];
            }
        }
    }

    /**
     * Features of the image and, if wanted, of its mirror image, at the grid's size and on its
     * grid.
     *
     * @param stages first the one that is correlated, unless nothing is; then those that a head
     *     sees
     */
    Seeds.Features features(Image image, List<String> stages, CamConfiguration with)
            throws IOException {
        if (stages.isEmpty()) {
            return new Seeds.Features(null, List.of());
        }
        ImageBatch batch = views.at(image, with.gridSide());
        Map<String, List<FeatureMap>> taps =
                inference.run(
                        manager -> {
                            parameters.lendTo(manager);
                            return taps(batch.toArray(manager), stages);
                        });
        int stride = stride();
        int height = (batch.height() - 1) / stride + 1;
        int width = (batch.width() - 1) / stride + 1;
        int first = with.correlation() > 0 ? 1 : 0;
        FeatureMap correlated =
                first == 0 ? null : join(List.of(taps.get(stages.get(0)).get(0)), height, width);
        List<FeatureMap> seen = new ArrayList<>();
        for (int view = 0; view < views.count() && stages.size() > first; view++) {
            int v = view;
            seen.add(
                    join(
                            stages.subList(first, stages.size()).stream()
                                    .map(name -> taps.get(name).get(v))
                                    .toList(),
                            height,
                            width));
        }
        return new Seeds.Features(correlated, seen);
    }

    private Map<String, List<FeatureMap>> taps(NDArray images, List<String> stages)
            throws IOException {
        Backbone backbone = classifier.backbone();
        int last = stages.stream().mapToInt(backbone::indexOf).max().orElseThrow();
        Map<String, List<FeatureMap>> taps = new LinkedHashMap<>();
        NDArray x = images;
        for (int s = 0; s <= last; s++) {
            boolean frozen = s < classifier.frozenStages();
            x = backbone.forward(x, s, s + 1, frozen ? backbone.pretrained() : parameters);
            String name = backbone.stages().get(s).name();
            if (stages.contains(name)) {
                taps.put(name, split(x));
            }
        }
        return taps;
    }

    private int stride() {
        List<Stage> stages = classifier.backbone().stages();
        return stages.get(stages.size() - 1).stride();
    }

    private static List<FeatureMap> split(NDArray features) {
        int[] shape =
                java.util.Arrays.stream(features.getShape().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
        float[] all = features.toFloatArray();
        int length = shape[1] * shape[2] * shape[3];
        List<FeatureMap> maps = new ArrayList<>();
        for (int n = 0; n < shape[0]; n++) {
            maps.add(
                    new FeatureMap(
                            shape[1],
                            shape[2],
                            shape[3],
                            java.util.Arrays.copyOfRange(all, n * length, (n + 1) * length)));
        }
        return maps;
    }

    private static FeatureMap join(List<FeatureMap> taps, int height, int width) {
        int channels = taps.stream().mapToInt(FeatureMap::channels).sum();
        float[] values = new float[channels * height * width];
        int at = 0;
        for (FeatureMap tap : taps) {
            float[] resized =
                    Resampling.corners(
                            tap.values(), tap.channels(), tap.height(), tap.width(), height, width);
            System.arraycopy(resized, 0, values, at, resized.length);
            at += resized.length;
        }
        return new FeatureMap(channels, height, width, values);
    }
}
