package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.espalier.api.data.Image;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;

/**
 * Looks at an image at several sizes, upright and mirrored, with a head that has learned. Where all
 * stages are frozen their features come from {@link FrozenFeatures}. Safe for use by several
 * threads.
 */
public final class Look {
    private final Inference inference;
    private final FrozenFeatures frozen;
    private final Network network;
    private final TagHead head;
    private final Parameters parameters;
    private final Views views;

    /** An image is asked for twice, with and without its tags: once is enough to look at it. */
    private final Map<Image, Sights> seen = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param frozen asked only where all stages of the network are frozen
     * @param parameters of the head and of the trained stages; stay the caller's
     */
    public Look(
            Inference inference,
            FrozenFeatures frozen,
            Network network,
            TagHead head,
            Parameters parameters,
            Views views) {
        this.inference = inference;
        this.frozen = frozen;
        this.network = network;
        this.head = head;
        this.parameters = parameters;
        this.views = views;
    }

    /**
     * How an image is looked at.
     *
     * @param sides shorter sides, in pixels
     * @param mirror whether at the mirror image too
     * @param gridSide shorter side, in pixels, of the size whose features are the grid on which
     *     views are added up
     */
    public record Views(int[] sides, boolean mirror, int gridSide) {}

    /** What the head sees in an image. */
    public Sights at(Image image) throws IOException {
        Sights known = seen.get(image);
        if (known != null) {
            return known;
        }
        List<FeatureMap> activations = new ArrayList<>();
        for (int side : views.sides()) {
            activations.addAll(network.isFrozen() ? kept(image, side) : pixels(image, side));
        }
        View grid = new View(views.gridSide(), false);
        Sights sights =
                new Sights(activations, network.rows(image, grid), network.columns(image, grid));
        seen.put(image, sights);
        return sights;
    }

    private List<FeatureMap> kept(Image image, int side) throws IOException {
        int kept = network.keptStage();
        List<String> stage = List.of(network.backbone().stages().get(kept).name());
        List<FeatureMap> maps = new ArrayList<>();
        for (int view = 0; view < (views.mirror() ? 2 : 1); view++) {
            maps.addAll(
                    frozen.of(image, network.backbone(), new View(side, view == 1), stage)
                            .values());
        }
        FeatureMap first = maps.get(0);
        float[] values = new float[maps.size() * first.values().length];
        for (int view = 0; view < maps.size(); view++) {
            System.arraycopy(
                    maps.get(view).values(),
                    0,
                    values,
                    view * first.values().length,
                    first.values().length);
        }
        Shape shape = new Shape(maps.size(), first.channels(), first.height(), first.width());
        return inference.run(
                manager -> activations(DeviceArrays.of(manager, values, shape), kept + 1));
    }

    private List<FeatureMap> pixels(Image image, int side) throws IOException {
        ImageBatch batch = new View(side, false).batch(image, network.backbone());
        if (views.mirror()) {
            batch.addPlanes(Resampling.mirror(batch.planes(0), batch.width()));
        }
        return inference.run(manager -> activations(batch.toArray(manager), 0));
    }

    /** Runs the rest of the network; the second of two views is mirrored back. */
    private List<FeatureMap> activations(NDArray x, int from) throws IOException {
        parameters.lendTo(x.getManager());
        int end = network.backbone().stages().size();
        NDArray y = head.activations(network.forward(x, from, end, parameters), parameters);
        List<FeatureMap> maps = DeviceArrays.maps(y);
        if (maps.size() > 1) {
            FeatureMap map = maps.get(1);
            float[] back = Resampling.mirror(map.values(), map.width());
            maps.set(1, new FeatureMap(map.channels(), map.height(), map.width(), back));
        }
        return maps;
    }
}
