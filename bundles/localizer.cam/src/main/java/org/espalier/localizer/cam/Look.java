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

    /**
     * What one forward pass of a batch gives.
     *
     * @param taps features by stage, one a view
     * @param activations (views, outputs, height, width); empty unless the pass went to the end
     */
    private record Seen(
            Map<String, List<FeatureMap>> taps, int height, int width, float[] activations) {}

    /** An image seen at every size, and its features at the size of the grid. */
    record Sight(Activations activations, Seeds.Features features) {}

    /**
     * Looks at an image at every size.
     *
     * @param stages whose features are wanted as well; see {@link Seeds#stages}
     */
    Sight at(Image image, List<String> stages) throws IOException {
        ImageBatch grid = views.at(image, settings.gridSide());
        int height = onGrid(grid.height());
        int width = onGrid(grid.width());
        int outputs = classifier.outputs().length;
        float[] maps = new float[outputs * height * width];
        float[] logits = new float[outputs];
        Seeds.Features features = null;
        for (int side : settings.sides()) {
            boolean isGrid = side == settings.gridSide();
            Seen seen =
                    see(isGrid ? grid : views.at(image, side), isGrid ? stages : List.of(), true);
            if (isGrid) {
                features = features(seen.taps(), stages, height, width);
            }
            add(seen, outputs, height, width, maps, logits);
        }
        return new Sight(
                new Activations(width, height, classifier.outputs(), maps, logits),
                features == null ? features(image, stages) : features);
    }

    /** The features alone; see {@link #at}. */
    Seeds.Features features(Image image, List<String> stages) throws IOException {
        if (stages.isEmpty()) {
            return new Seeds.Features(null, List.of());
        }
        ImageBatch grid = views.at(image, settings.gridSide());
        Map<String, List<FeatureMap>> taps = see(grid, stages, false).taps();
        return features(taps, stages, onGrid(grid.height()), onGrid(grid.width()));
    }

    /** How many features of these stages there are at a place, over all views. */
    long features(String... stages) {
        Backbone backbone = classifier.backbone();
        long channels = 0;
        for (String stage : stages) {
            channels += backbone.stages().get(backbone.indexOf(stage)).channels();
        }
        return views.count() * channels;
    }

    private int onGrid(int side) {
        List<Stage> stages = classifier.backbone().stages();
        return (side - 1) / stages.get(stages.size() - 1).stride() + 1;
    }

    private Seen see(ImageBatch batch, List<String> stages, boolean toEnd) throws IOException {
        Backbone backbone = classifier.backbone();
        int end =
                toEnd
                        ? backbone.stages().size()
                        : 1 + stages.stream().mapToInt(backbone::indexOf).max().orElseThrow();
        return inference.run(
                manager -> {
                    parameters.lendTo(manager);
                    Map<String, List<FeatureMap>> taps = new LinkedHashMap<>();
                    NDArray x = batch.toArray(manager);
                    for (int s = 0; s < end; s++) {
                        boolean frozen = s < classifier.frozenStages();
                        x =
                                backbone.forward(
                                        x, s, s + 1, frozen ? backbone.pretrained() : parameters);
                        String name = backbone.stages().get(s).name();
                        if (stages.contains(name)) {
                            taps.put(name, split(x));
                        }
                    }
                    if (!toEnd) {
                        return new Seen(taps, 0, 0, new float[0]);
                    }
                    NDArray seen = classifier.activations(x, parameters);
                    long[] shape = seen.getShape().getShape();
                    return new Seen(taps, (int) shape[2], (int) shape[3], seen.toFloatArray());
                });
    }

    /** Adds the rectified activations of all views, and the mean of the raw ones to the logits. */
    private void add(Seen seen, int outputs, int height, int width, float[] maps, float[] logits) {
        int cells = seen.height() * seen.width();
        int sights = views.count() * settings.sides().length;
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
                logits[k] += (float) (sum / cells / sights);
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

    /** Features on the grid: first those that are correlated, then those that a head sees. */
    private Seeds.Features features(
            Map<String, List<FeatureMap>> taps, List<String> stages, int height, int width) {
        int first = settings.correlation() > 0 && !stages.isEmpty() ? 1 : 0;
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
