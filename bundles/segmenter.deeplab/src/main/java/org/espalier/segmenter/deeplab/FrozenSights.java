package org.espalier.segmenter.deeplab;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.data.Image;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;

/** What the network sees of images where the backbone is left as it is. */
record FrozenSights(Inference inference, FrozenFeatures frozen, Network network) {

    /** Features and context. */
    Sight of(Image image, View view) throws IOException {
        Map<String, FeatureMap> maps = maps(image, view, true);
        return new Sight(joined(maps), context(maps.get(beforeLast())));
    }

    /** Features alone, which is quicker. */
    FeatureMap features(Image image, View view) throws IOException {
        return joined(maps(image, view, false));
    }

    private Map<String, FeatureMap> maps(Image image, View view, boolean context)
            throws IOException {
        Set<String> stages = new LinkedHashSet<>(network.stages());
        if (context) {
            stages.add(beforeLast());
        }
        return frozen.of(image, network.backbone(), view, List.copyOf(stages));
    }

    /** The last stage is wide: it is computed from the one before it. */
    private String beforeLast() {
        Backbone backbone = network.backbone();
        return backbone.stages().get(backbone.stages().size() - 2).name();
    }

    private float[] context(FeatureMap map) throws IOException {
        Backbone backbone = network.backbone();
        int end = backbone.stages().size();
        return inference.run(
                manager ->
                        backbone.forward(
                                        DeviceArrays.of(manager, map),
                                        end - 1,
                                        end,
                                        backbone.pretrained())
                                .mean(new int[] {3})
                                .mean(new int[] {2})
                                .toFloatArray());
    }

    private FeatureMap joined(Map<String, FeatureMap> maps) {
        FeatureMap coarse = maps.get(coarsest());
        int height = coarse.height();
        int width = coarse.width();
        float[] values = new float[network.features() * height * width];
        int at = 0;
        for (String stage : network.stages()) {
            FeatureMap map = maps.get(stage);
            int step = network.step(stage);
            for (int c = 0; c < map.channels(); c++) {
                for (int y = 0; y < height; y++) {
                    int row = (c * map.height() + y * step) * map.width();
                    for (int x = 0; x < width; x++) {
                        values[at++] = map.values()[row + x * step];
                    }
                }
            }
        }
        return new FeatureMap(network.features(), height, width, values);
    }

    private String coarsest() {
        return network.stages().stream()
                .filter(stage -> network.step(stage) == 1)
                .findFirst()
                .orElseThrow();
    }
}
