package org.espalier.training;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.benchmarks.Product;
import org.espalier.benchmarks.Setup;
import org.espalier.classification.Pointwise;
import org.espalier.classification.TagHead;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * What a step learns: 20 tags of a batch of square images by a linear function of their mean
 * feature, multi-label loss, AdamW. The batch is the same each time.
 */
record StepTask(int side, int batch) {
    static final int TAGS = 20;
    static final int CHANNELS = 1280;
    static final float RATE = 1e-4f;
    static final float DECAY = 1e-4f;
    static final Pointwise LAYER = new Pointwise("head", CHANNELS, TAGS);

    static StepTask of(Setup setup) {
        return new StepTask(setup.number("side"), setup.number("batch"));
    }

    float[] images() {
        float[] images = new float[3 * batch * side * side];
        for (int i = 0; i < batch; i++) {
            float[] image = Product.noise(i, 3 * side * side);
            System.arraycopy(image, 0, images, i * image.length, image.length);
        }
        return images;
    }

    float[] targets() {
        float[] targets = new float[batch * TAGS];
        for (int i = 0; i < targets.length; i += 7) {
            targets[i] = 1;
        }
        return targets;
    }

    static Map<String, Tensor> head() {
        return new LinkedHashMap<>(LAYER.initial(5, 0.03, 0));
    }

    /** Of pooled features, (N, channels). */
    static NDArray loss(NDArray pooled, NDArray targets, Parameters parameters) {
        return TagHead.multiLabel(LAYER.logits(pooled, parameters), targets);
    }
}
