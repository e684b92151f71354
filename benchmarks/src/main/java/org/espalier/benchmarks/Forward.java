package org.espalier.benchmarks;

import java.io.IOException;
import java.util.List;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;

/** MobileNetV2 through the shared service, from values in Java to the last features in Java. */
public final class Forward implements Contender {
    private final Product product = new Product();
    private final Backbone backbone;
    private final ImageBatch batch;
    private final int batches;

    /** Draws the batch and loads the weights. */
    public Forward(Setup setup) throws IOException {
        backbone = product.inference().backbone("mobilenetv2", setup.number("stride"));
        int side = setup.number("side");
        batches = setup.number("batches");
        batch = new ImageBatch(side, side, backbone.normalisation());
        for (int i = 0; i < setup.number("batch"); i++) {
            batch.addPlanes(Product.noise(i, 3 * side * side));
        }
    }

    @Override
    public float[] run() throws IOException {
        List<FeatureMap> maps = List.of();
        for (int i = 0; i < batches; i++) {
            maps =
                    backbone.features(batch, List.of("head"), backbone.pretrained())
                            .values()
                            .iterator()
                            .next();
        }
        int each = maps.get(0).values().length;
        float[] all = new float[maps.size() * each];
        for (int i = 0; i < maps.size(); i++) {
            System.arraycopy(maps.get(i).values(), 0, all, i * each, each);
        }
        return all;
    }
}
