package org.espalier.segmenter.deeplab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.inference.Backbone;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * The network behind the backbone. At every place it sees the features of several stages, and of
 * the image as a whole the mean of the last stage:
 *
 * <pre>{@code
 * h      = relu(R f + C g + b)          f, g standardised; R 1x1
 * a_d    = relu(A_d * h)                3x3, dilation d
 * logits = W [h, a_d, ...]              1x1
 * }</pre>
 *
 * @param backbone the feature extractor
 * @param frozenStages how many of its stages, from the first, keep their pretrained weights
 * @param stages names of those whose features f is made of
 * @param width channels of h
 * @param dilations of the branches
 * @param branchWidth channels of each
 * @param classes how many there are
 */
record Network(
        Backbone backbone,
        int frozenStages,
        List<String> stages,
        int width,
        List<Integer> dilations,
        int branchWidth,
        int classes) {
    /** Means and scales of features, which are set once and not trained. */
    static final String NORM = "norm.";

    static final String FEATURE_MEAN = NORM + "feature.mean";
    static final String FEATURE_SCALE = NORM + "feature.scale";
    static final String CONTEXT_MEAN = NORM + "context.mean";
    static final String CONTEXT_SCALE = NORM + "context.scale";

    private static final String REDUCE = "reduce";
    private static final String CONTEXT = "context";
    private static final String BRANCH = "branch";
    private static final String CLASSIFY = "classify";

    /** Scores that start small leave the first steps to the bias. */
    private static final double LAST_GAIN = 0.1;

    /** Features wider than this are seen as context alone, unless they are asked for. */
    private static final int WIDE = 512;

    private static final int FIRST_STRIDE = 8;

    /**
     * The network that the settings ask for.
     *
     * @throws InvalidConfigurationException when the backbone has no such stages
     */
    static Network of(Inference inference, DeepLabConfiguration settings, ClassSet classes) {
        Backbone backbone = inference.backbone(settings.backbone(), settings.outputStride());
        int count = backbone.stages().size();
        int trained = settings.trainedStages();
        if (trained < 0) {
            trained = backbone.isPretrained() ? 0 : count;
        }
        if (trained > count || trained < count && !backbone.isPretrained()) {
            throw new InvalidConfigurationException(
                    "trainedStages",
                    "%s cannot train %d of its stages".formatted(backbone.name(), trained),
                    backbone.isPretrained()
                            ? "0 to " + count
                            : "it is not pretrained: all " + count + ", or -1");
        }
        List<String> asked = List.of(settings.stages());
        asked.forEach(backbone::indexOf);
        int first = Math.min(FIRST_STRIDE, backbone.outputStride());
        List<String> stages =
                backbone.stages().stream()
                        .filter(
                                s ->
                                        asked.isEmpty()
                                                ? isUseful(s, first)
                                                : asked.contains(s.name()))
                        .map(Stage::name)
                        .toList();
        return new Network(
                backbone,
                count - trained,
                stages,
                settings.width(),
                Arrays.stream(settings.dilations()).boxed().toList(),
                settings.branchWidth(),
                classes.size());
    }

    private static boolean isUseful(Stage stage, int firstStride) {
        return stage.stride() >= firstStride && stage.channels() <= WIDE;
    }

    /** Channels of f. */
    int features() {
        return stages.stream().mapToInt(name -> stage(name).channels()).sum();
    }

    /** Channels of g. */
    int context() {
        return backbone.stages().get(backbone.stages().size() - 1).channels();
    }

    /** Channels that are classified. */
    int hidden() {
        return width + branchWidth * dilations.size();
    }

    /** Whether the backbone is left as it is. */
    boolean isFrozen() {
        return frozenStages == backbone.stages().size();
    }

    /** Pixels between two places. */
    int stride() {
        return stages.stream().mapToInt(name -> stage(name).stride()).max().orElseThrow();
    }

    /** How many features of a stage lie between two places. */
    int step(String name) {
        return stride() / stage(name).stride();
    }

    private Stage stage(String name) {
        return backbone.stages().get(backbone.indexOf(name));
    }

    /** Parameters of the stages that are trained. */
    List<String> trained() {
        return backbone.parameterNames(frozenStages, backbone.stages().size());
    }

    /** All parameters as they are before training; features are not standardised yet. */
    Map<String, Tensor> initial(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> all = new LinkedHashMap<>();
        List<String> trained = trained();
        if (!trained.isEmpty()) {
            Map<String, Tensor> start = backbone.initial(seed);
            trained.forEach(name -> all.put(name, start.get(name)));
        }
        all.put(FEATURE_MEAN, Tensor.zeros(features()));
        all.put(FEATURE_SCALE, ones(features()));
        all.put(CONTEXT_MEAN, Tensor.zeros(context()));
        all.put(CONTEXT_SCALE, ones(context()));
        all.put(REDUCE + ".weight", he(random, 1, width, features(), 1, 1));
        all.put(REDUCE + ".bias", Tensor.zeros(width));
        all.put(CONTEXT + ".weight", he(random, 0.3, width, context(), 1, 1));
        for (int dilation : dilations) {
            all.put(BRANCH + dilation + ".weight", he(random, 1, branchWidth, width, 3, 3));
            all.put(BRANCH + dilation + ".bias", Tensor.zeros(branchWidth));
        }
        all.put(CLASSIFY + ".weight", he(random, LAST_GAIN, classes, hidden(), 1, 1));
        all.put(CLASSIFY + ".bias", Tensor.zeros(classes));
        return all;
    }

    private static Tensor ones(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, length);
    }

    private static Tensor he(SplittableRandom random, double gain, int... shape) {
        int inputs = shape[1] * shape[2] * shape[3];
        float[] values = new float[shape[0] * inputs];
        double deviation = gain * Math.sqrt(2.0 / inputs);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return new Tensor(Arrays.stream(shape).asLongStream().toArray(), values);
    }

    /**
     * Scores before the softmax.
     *
     * @param features (N, features, h, w)
     * @param context (N, context, 1, 1)
     * @param masks of dropout, for features, context and hidden values; empty for none
     * @return (N, classes, h, w)
     */
    NDArray logits(NDArray features, NDArray context, NDList masks, Parameters parameters) {
        NDArray f = standardised(features, FEATURE_MEAN, FEATURE_SCALE, parameters);
        NDArray g = standardised(context, CONTEXT_MEAN, CONTEXT_SCALE, parameters);
        if (!masks.isEmpty()) {
            f = f.mul(masks.get(0));
            g = g.mul(masks.get(1));
        }
        NDArray reduced =
                convolve(f, REDUCE, 0, parameters)
                        .add(convolve(g, parameters.get(CONTEXT + ".weight"), null, 0));
        NDArray h = Activation.relu(reduced);
        NDList parts = new NDList(h);
        for (int dilation : dilations) {
            parts.add(Activation.relu(convolve(h, BRANCH + dilation, dilation, parameters)));
        }
        NDArray hidden = parts.size() == 1 ? h : NDArrays.concat(parts, 1);
        return convolve(
                masks.isEmpty() ? hidden : hidden.mul(masks.get(2)), CLASSIFY, 0, parameters);
    }

    private static NDArray standardised(
            NDArray x, String mean, String scale, Parameters parameters) {
        return x.sub(parameters.get(mean).reshape(1, -1, 1, 1))
                .mul(parameters.get(scale).reshape(1, -1, 1, 1));
    }

    private static NDArray convolve(NDArray x, String name, int dilation, Parameters parameters) {
        return convolve(
                x, parameters.get(name + ".weight"), parameters.get(name + ".bias"), dilation);
    }

    /** A 1x1 convolution, or a 3x3 one that keeps the size if there is a dilation. */
    private static NDArray convolve(NDArray x, NDArray weight, NDArray bias, int dilation) {
        int rate = Math.max(1, dilation);
        return Conv2d.conv2d(
                        x,
                        weight,
                        bias,
                        new Shape(1, 1),
                        new Shape(dilation, dilation),
                        new Shape(rate, rate),
                        1)
                .singletonOrThrow();
    }

    /**
     * Runs the frozen stages.
     *
     * @param images (N, 3, H, W)
     * @return what the first trained stage takes, then the features of frozen stages that f is made
     *     of
     */
    NDList before(NDArray images) throws IOException {
        NDList parts = new NDList(images);
        for (int s = 0; s < frozenStages; s++) {
            NDArray y = backbone.forward(parts.get(0), s, s + 1, backbone.pretrained());
            parts.set(0, y);
            keep(y, s, parts);
        }
        return parts;
    }

    /**
     * Runs the trained stages, within the record if there is one.
     *
     * @param before see {@link #before}
     * @return f, (N, features, h, w), and g, (N, context, 1, 1)
     */
    NDList look(NDList before, Parameters parameters) {
        NDList parts = new NDList(before);
        for (int s = frozenStages; s < backbone.stages().size(); s++) {
            NDArray y = backbone.forward(parts.get(0), s, s + 1, parameters);
            parts.set(0, y);
            keep(y, s, parts);
        }
        NDArray context = parts.get(0).mean(new int[] {3}, true).mean(new int[] {2}, true);
        return new NDList(NDArrays.concat(parts.subNDList(1), 1), context);
    }

    private void keep(NDArray features, int index, NDList parts) {
        String name = backbone.stages().get(index).name();
        if (stages.contains(name)) {
            int step = step(name);
            parts.add(step == 1 ? features : features.get(":, :, ::" + step + ", ::" + step));
        }
    }

    /** Refuses weights of another network. */
    void check(SafeTensors weights, Path file) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Tensor> expected : initial(0).entrySet()) {
            long[] shape = weights.require(expected.getKey(), file).shape();
            if (!Arrays.equals(shape, expected.getValue().shape())) {
                wrong.add(
                        "%s is %s, not %s"
                                .formatted(
                                        expected.getKey(),
                                        Arrays.toString(shape),
                                        Arrays.toString(expected.getValue().shape())));
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(
                    file.toString(),
                    "holds another network: " + String.join("; ", wrong),
                    "run the pipeline again with the settings that are in force now");
        }
    }
}
