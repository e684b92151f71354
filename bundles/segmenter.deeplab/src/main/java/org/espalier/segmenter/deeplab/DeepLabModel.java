package org.espalier.segmenter.deeplab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.stream.IntStream;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.frozen.View;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;

/** Looks at an image at every side, upright and mirrored, and averages the probabilities. */
final class DeepLabModel implements SegmentationModel {
    private final Inference inference;
    private final FrozenSights sights;
    private final Network network;
    private final DeepLabConfiguration settings;
    private final Parameters parameters;

    DeepLabModel(
            Inference inference,
            FrozenSights sights,
            DeepLabConfiguration settings,
            Parameters parameters) {
        this.inference = inference;
        this.sights = sights;
        this.network = sights.network();
        this.settings = settings;
        this.parameters = parameters;
    }

    @Override
    public ScoreMap segment(Image image) throws IOException {
        int stride = settings.scoreStride();
        int width = (image.width() + stride - 1) / stride;
        int height = (image.height() + stride - 1) / stride;
        float[] sum = new float[network.classes() * height * width];
        int views = settings.sides().length * (settings.mirror() ? 2 : 1);
        for (int side : settings.sides()) {
            add(image, new View(side, false), width, height, 1f / views, sum);
            if (settings.mirror()) {
                add(image, new View(side, true), width, height, 1f / views, sum);
            }
        }
        return new ScoreMap(IntStream.range(0, network.classes()).toArray(), width, height, sum);
    }

    private void add(Image image, View view, int width, int height, float share, float[] sum)
            throws IOException {
        FeatureMap seen = probabilities(image, view);
        float[] upright =
                view.mirrored() ? Resampling.mirror(seen.values(), seen.width()) : seen.values();
        float[] cells =
                Resampling.cornersToCells(
                        new FeatureMap(seen.channels(), seen.height(), seen.width(), upright),
                        image.height(),
                        image.width(),
                        height,
                        width);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += share * cells[i];
        }
    }

    private FeatureMap probabilities(Image image, View view) throws IOException {
        if (network.isFrozen()) {
            Sight sight = sights.of(image, view);
            return inference.run(
                    m -> probabilities(m, new NDList(features(m, sight), context(m, sight))));
        }
        ImageBatch batch = view.batch(image, network.backbone());
        return inference.run(m -> probabilities(m, network.before(batch.toArray(m))));
    }

    private static NDArray features(NDManager manager, Sight sight) {
        FeatureMap f = sight.features();
        return DeviceArrays.of(
                manager, f.values(), new Shape(1, f.channels(), f.height(), f.width()));
    }

    private static NDArray context(NDManager manager, Sight sight) {
        return DeviceArrays.of(
                manager, sight.context(), new Shape(1, sight.context().length, 1, 1));
    }

    private FeatureMap probabilities(NDManager manager, NDList given) {
        parameters.lendTo(manager);
        NDList look = network.isFrozen() ? given : network.look(given, parameters);
        NDArray logits = network.logits(look.get(0), look.get(1), new NDList(), parameters);
        NDArray p = logits.softmax(1);
        long[] shape = p.getShape().getShape();
        return new FeatureMap((int) shape[1], (int) shape[2], (int) shape[3], p.toFloatArray());
    }

    @Override
    public void close() {
        parameters.close();
    }
}
