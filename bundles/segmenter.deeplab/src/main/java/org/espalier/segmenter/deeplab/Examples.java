package org.espalier.segmenter.deeplab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.View;
import org.espalier.inference.FeatureMap;
import org.espalier.training.ChannelMoments;
import org.espalier.weights.Tensor;

/** The training images of frozen features, looked at once in every view. */
final class Examples {
    /** What pixels are held may grow to this share of the heap. */
    private static final int SHARE_OF_HEAP = 4;

    private final FrozenSights sights;
    private final DeepLabConfiguration settings;
    private final ChannelMoments features;
    private final ChannelMoments contexts;
    private final List<Example> examples = new ArrayList<>();
    private final double[] frequencies;
    private long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;

    Examples(FrozenSights sights, DeepLabConfiguration settings) {
        this.sights = sights;
        this.settings = settings;
        Network network = sights.network();
        features = new ChannelMoments(network.features());
        contexts = new ChannelMoments(network.context());
        frequencies = new double[network.classes()];
    }

    /** Leaves as little room for pixels as there is. */
    Examples withRoom(long bytes) {
        room = bytes;
        return this;
    }

    /**
     * Looks at all images; what cannot be read is reported and left out.
     *
     * @return how many there are
     */
    int read(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
            throws IOException {
        try (Progress.Task task = context.progress().begin("features", samples.size())) {
            for (Sample sample : samples) {
                context.checkCancelled();
                try {
                    examples.add(read(sample, labels.of(sample)));
                } catch (IOException e) {
                    context.failed(sample.id(), e);
                }
                task.advance(1);
            }
        }
        if (examples.isEmpty()) {
            throw new IOException(
                    "None of the %d training images can be used".formatted(samples.size()));
        }
        return examples.size();
    }

    private Example read(Sample sample, LabelMap labels) throws IOException {
        Image image = sample.image();
        Targets.requireSize(sample, image, labels);
        Network network = sights.network();
        int[] sides = settings.trainingSides();
        float[][][] seen = new float[sides.length][settings.mirror() ? 2 : 1][];
        Targets[] targets = new Targets[sides.length];
        List<Sight> all = new ArrayList<>();
        for (int s = 0; s < sides.length; s++) {
            for (int v = 0; v < seen[s].length; v++) {
                Sight sight = sights.of(image, new View(sides[s], v == 1));
                seen[s][v] = sight.context();
                all.add(sight);
            }
            targets[s] = targets(labels, all.get(all.size() - 1), network);
        }
        all.forEach(this::measure);
        targets[0].count(frequencies);
        room -= image.rgb().length;
        return new Example(sample, room >= 0 ? image : null, seen, targets);
    }

    private Targets targets(LabelMap labels, Sight sight, Network network) throws IOException {
        int factor = network.stride() / settings.labelStride();
        return Targets.of(
                labels,
                network.classes(),
                Goal.fine(sight.features().height(), factor),
                Goal.fine(sight.features().width(), factor));
    }

    private void measure(Sight sight) {
        features.add(sight.features());
        contexts.add(new FeatureMap(sight.context().length, 1, 1, sight.context()));
    }

    Example get(int index) {
        return examples.get(index);
    }

    /** On the shorter side of an image. */
    int places(int side) {
        Network network = sights.network();
        int pixels = network.backbone().alignedSide(settings.trainingSides()[side]);
        return (pixels - 1) / network.stride() + 1;
    }

    /** Weights of the classes. */
    float[] weights() {
        return ClassBalance.weights(frequencies, settings.classBalance());
    }

    /** Puts what standardises features among the parameters. */
    void standardise(Map<String, Tensor> parameters) {
        features.put(Network.FEATURE_MEAN, Network.FEATURE_SCALE, parameters);
        contexts.put(Network.CONTEXT_MEAN, Network.CONTEXT_SCALE, parameters);
    }
}
