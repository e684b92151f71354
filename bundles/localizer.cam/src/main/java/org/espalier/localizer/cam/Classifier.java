package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.inference.Backbone;
import org.espalier.inference.Parameters;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * A multi-label classifier: a backbone, of which the first stages may be frozen, global average
 * pooling, and a linear head with one output for every class that can be a tag.
 *
 * @param backbone the feature extractor
 * @param frozenStages how many of its stages, from the first, keep their pretrained weights
 * @param classes of the data set
 */
record Classifier(Backbone backbone, int frozenStages, ClassSet classes) {
    static final String CHECKPOINT = "checkpoint.safetensors";
    static final String CACHE = "pooled.safetensors";

    private static final String WEIGHT = "cam.weight";
    private static final String BIAS = "cam.bias";

    /** Where a few tags an image are usual, a start at this logit saves the first epochs. */
    private static final float FIRST_BIAS = -3;

    /** Features the head weighs. */
    int channels() {
        return backbone.stages().get(backbone.stages().size() - 1).channels();
    }

    /** The class ids of the outputs, in order. */
    int[] outputs() {
        return classes.allTags().ids();
    }

    /** All parameters to be trained, as they are before. */
    Map<String, Tensor> initial(long seed) throws IOException {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        List<String> trained = backbone.parameterNames(frozenStages, backbone.stages().size());
        if (!trained.isEmpty()) {
            Map<String, Tensor> start = backbone.initial(seed);
            trained.forEach(name -> parameters.put(name, start.get(name)));
        }
        int count = outputs().length;
        SplittableRandom random = new SplittableRandom(seed);
        float[] weight = new float[count * channels()];
        double bound = frozenStages == backbone.stages().size() ? 0 : 1 / Math.sqrt(channels());
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        float[] bias = new float[count];
        java.util.Arrays.fill(bias, FIRST_BIAS);
        parameters.put(WEIGHT, new Tensor(new long[] {count, channels(), 1, 1}, weight));
        parameters.put(BIAS, new Tensor(new long[] {count}, bias));
        return parameters;
    }

    /**
     * Logits of pooled features.
     *
     * @param pooled (N, channels)
     * @return (N, outputs)
     */
    NDArray logits(NDArray pooled, Parameters parameters) {
        NDArray x = pooled.reshape(-1, channels(), 1, 1);
        return convolve(x, parameters)
                .reshape(-1, outputs().length)
                .add(parameters.get(BIAS).reshape(1, -1));
    }

    /**
     * The classes' activations at every place, before the rectifier.
     *
     * @param features (N, channels, h, w)
     * @return (N, outputs, h, w)
     */
    NDArray activations(NDArray features, Parameters parameters) {
        return convolve(features, parameters);
    }

    private static NDArray convolve(NDArray x, Parameters parameters) {
        return Conv2d.conv2d(
                        x,
                        parameters.get(WEIGHT),
                        null,
                        new Shape(1, 1),
                        new Shape(0, 0),
                        new Shape(1, 1),
                        1)
                .singletonOrThrow();
    }

    /**
     * Mean binary cross-entropy over images and classes.
     *
     * @param logits (N, outputs)
     * @param targets (N, outputs), 1 for a tag
     */
    static NDArray loss(NDArray logits, NDArray targets) {
        NDArray magnitude = logits.abs();
        return logits.maximum(0)
                .sub(logits.mul(targets))
                .add(magnitude.neg().exp().add(1).log())
                .mean();
    }

    /** 1 for each tag of the sample, in the order of the outputs. */
    float[] targets(Sample sample) {
        int[] outputs = outputs();
        float[] targets = new float[outputs.length];
        for (int k = 0; k < outputs.length; k++) {
            targets[k] = sample.tags().contains(outputs[k]) ? 1 : 0;
        }
        return targets;
    }

    /** The bias of each output. */
    static float[] bias(SafeTensors weights, Path file) throws BadInputException {
        return weights.require(BIAS, file).values();
    }

    /** Refuses weights that were learned for other classes or another backbone. */
    void check(SafeTensors weights, Path file) throws BadInputException {
        long[] shape = weights.require(WEIGHT, file).shape();
        if (shape.length != 4 || shape[0] != outputs().length || shape[1] != channels()) {
            throw new BadInputException(
                    file.toString(),
                    "holds a head of " + java.util.Arrays.toString(shape),
                    "a head of [%d, %d, 1, 1] is needed: run the pipeline again"
                            .formatted(outputs().length, channels()));
        }
    }
}
