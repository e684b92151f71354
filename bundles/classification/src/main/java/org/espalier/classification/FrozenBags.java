package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/**
 * Bags of frozen features. The features of all views of all images are held in memory, or those of
 * as many images as there is room for; the others are read again each time.
 */
final class FrozenBags implements Objective<FrozenBags.Maps> {
    /** What one image has in memory may grow to this share of the heap over all images. */
    private static final int SHARE_OF_HEAP = 4;

    private final Inference inference;
    private final FrozenFeatures frozen;
    private final Network network;
    private final TagHead head;
    private final StageContext context;
    private final List<View> views;
    private final List<Seen> images = new ArrayList<>();
    private long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;

    FrozenBags(
            Inference inference,
            FrozenFeatures frozen,
            Network network,
            TagHead head,
            TagTraining.Regimen regimen,
            StageContext context) {
        this.inference = inference;
        this.frozen = frozen;
        this.network = network;
        this.head = head;
        this.context = context;
        this.views = View.all(regimen.sides(), regimen.mirror());
    }

    /** The features of a batch, one map an image, and the tags as targets. */
    record Maps(List<FeatureMap> features, float[] targets) {}

    /** An image; its features by view, or none where there was no room. */
    private record Seen(Sample sample, float[] targets, List<Held> held) {}

    /** Features in memory. */
    private interface Held {
        FeatureMap map();
    }

    /** Leaves as little room as there is. */
    FrozenBags withRoom(long bytes) {
        room = bytes;
        return this;
    }

    /**
     * Reads the features of all images; images that cannot be read are reported and left out.
     *
     * @return how many there are
     */
    int read(List<Sample> samples) throws IOException {
        BadInputException last = null;
        try (Progress.Task task = context.progress().begin("features", samples.size())) {
            for (Sample sample : samples) {
                context.checkCancelled();
                try {
                    images.add(read(sample));
                } catch (BadInputException e) {
                    context.failed(sample.id(), e);
                    last = e;
                }
                task.advance(1);
            }
        }
        if (images.isEmpty()) {
            throw new IOException(
                    "None of the "
                            + samples.size()
                            + " training images can be used"
                            + (last == null ? "" : ": " + last.getMessage()),
                    last);
        }
        return images.size();
    }

    private Seen read(Sample sample) throws IOException {
        Image image = sample.image();
        List<Held> held = new ArrayList<>();
        for (View view : views) {
            FeatureMap map = features(image, view);
            if (head.averages()) {
                held.add(() -> map);
            } else if (room >= 0) {
                room -= (long) Short.BYTES * map.values().length;
                held.add(HalfMap.of(map)::toMap);
            }
        }
        boolean all = held.size() == views.size();
        return new Seen(sample, network.targets(sample), all ? held : List.of());
    }

    private FeatureMap features(Image image, View view) throws IOException {
        String kept = network.backbone().stages().get(network.keptStage()).name();
        FeatureMap map =
                frozen.of(image, network.backbone(), view, List.of(kept))
                        .values()
                        .iterator()
                        .next();
        if (!head.averages()) {
            return map;
        }
        float[] means =
                inference.run(
                        m -> ends(m, map).mean(new int[] {3}).mean(new int[] {2}).toFloatArray());
        return new FeatureMap(means.length, 1, 1, means);
    }

    /** The features of the last stage, from those of the kept one. */
    private NDArray ends(NDManager manager, FeatureMap map) throws IOException {
        return network.forward(
                DeviceArrays.of(manager, map),
                network.keptStage() + 1,
                network.backbone().stages().size(),
                null);
    }

    @Override
    public Maps read(Batch batch) throws IOException {
        int tags = network.tags().length;
        List<FeatureMap> features = new ArrayList<>();
        float[] targets = new float[batch.indices().length * tags];
        for (int index : batch.indices()) {
            Seen seen = images.get(index);
            int view = batch.random().nextInt(views.size());
            System.arraycopy(seen.targets(), 0, targets, features.size() * tags, tags);
            features.add(
                    seen.held().isEmpty()
                            ? features(seen.sample().image(), views.get(view))
                            : seen.held().get(view).map());
        }
        return new Maps(features, targets);
    }

    @Override
    public NDList inputs(NDManager manager, Maps data) throws IOException {
        List<NDArray> features = new ArrayList<>();
        for (FeatureMap map : data.features()) {
            features.add(head.averages() ? DeviceArrays.of(manager, map) : ends(manager, map));
        }
        Bag bag = Bag.of(manager, features, head::rankWeights);
        NDArray targets =
                DeviceArrays.of(
                        manager, data.targets(), new Shape(features.size(), network.tags().length));
        return new NDList(bag.features(), bag.mask(), bag.weights(), targets);
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        Bag bag = new Bag(inputs.get(0), inputs.get(1), inputs.get(2));
        return head.loss(bag, inputs.get(3), parameters);
    }
}
