package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * A backbone of which the first stages may be frozen, and the classes that are to be told apart.
 *
 * @param backbone the feature extractor
 * @param frozenStages how many of its stages, from the first, keep their pretrained weights
 * @param classes of the data set
 */
public record Network(Backbone backbone, int frozenStages, ClassSet classes) {
    /**
     * A network of which the last stages are trained.
     *
     * @param trainedStages how many; -1: none where the backbone is pretrained, all where it is
     *     not; more than there are: all
     */
    public static Network of(Backbone backbone, int trainedStages, ClassSet classes) {
        int count = backbone.stages().size();
        int trained = trainedStages >= 0 ? trainedStages : backbone.isPretrained() ? 0 : count;
        return new Network(backbone, Math.max(0, count - trained), classes);
    }

    /** Whether all stages are frozen, so that a head alone is learned. */
    public boolean isFrozen() {
        return frozenStages == stages();
    }

    private int stages() {
        return backbone.stages().size();
    }

    /** Channels of the last stage: those that a head sees. */
    public int channels() {
        return backbone.stages().get(stages() - 1).channels();
    }

    /** The ids of the classes that can be tags, ascending. */
    public int[] tags() {
        return classes.allTags().ids();
    }

    /** The parameters of the trained stages before training; empty when all are frozen. */
    public Map<String, Tensor> initial(long seed) throws IOException {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        List<String> trained = backbone.parameterNames(frozenStages, stages());
        if (!trained.isEmpty()) {
            Map<String, Tensor> start = backbone.initial(seed);
            trained.forEach(name -> parameters.put(name, start.get(name)));
        }
        return parameters;
    }

    /**
     * Runs stages, within a job: the frozen ones with the pretrained weights, the others with those
     * that are learned. While a gradient is recorded, run the trained stages alone.
     *
     * @param input what stage {@code from} takes: images, (N, 3, H, W), when {@code from} is 0
     * @param from index of the first stage to run
     * @param to index after the last stage to run
     * @param learned the trained stages' parameters, or any that hold them
     * @return features of stage {@code to - 1}; the input itself when there is nothing to run
     */
    public NDArray forward(NDArray input, int from, int to, Parameters learned) throws IOException {
        NDArray x = input;
        if (from < frozenStages) {
            x = backbone.forward(x, from, Math.min(to, frozenStages), backbone.pretrained());
        }
        int trained = Math.max(from, frozenStages);
        return trained < to ? backbone.forward(x, trained, to, learned) : x;
    }

    /**
     * The stage whose frozen features are worth keeping: the last one or, where that one is wider
     * than the one before it, the one before it.
     *
     * @return its index
     */
    public int keptStage() {
        int last = stages() - 1;
        boolean widens =
                last > 0
                        && backbone.stages().get(last).channels()
                                > backbone.stages().get(last - 1).channels();
        return widens ? last - 1 : last;
    }

    /** Rows of the last stage's features of an image in a view. */
    public int rows(Image image, View view) {
        return places(view.height(image, backbone));
    }

    /** Columns of the last stage's features of an image in a view. */
    public int columns(Image image, View view) {
        return places(view.width(image, backbone));
    }

    private int places(int length) {
        return backbone.stages().get(stages() - 1).places(length);
    }

    /** 1 for each tag of the sample and 0 for the others, in the order of {@link #tags()}. */
    public float[] targets(Sample sample) {
        int[] tags = tags();
        float[] targets = new float[tags.length];
        for (int k = 0; k < tags.length; k++) {
            targets[k] = sample.tags().contains(tags[k]) ? 1 : 0;
        }
        return targets;
    }

    /**
     * The probability of each class.
     *
     * @param logits one a tag, in the order of {@link #tags()}
     * @return by class id; 0 for the background
     */
    public float[] probabilities(double[] logits) {
        float[] scores = new float[classes.size()];
        int[] tags = tags();
        for (int k = 0; k < tags.length; k++) {
            scores[tags[k]] = (float) (1 / (1 + Math.exp(-logits[k])));
        }
        return scores;
    }

    /**
     * Every class that is likely to be there, and at least the likeliest.
     *
     * @param classScores by class id
     * @param threshold from which a score counts as likely
     */
    public Tags predicted(float[] classScores, double threshold) {
        int[] tags = tags();
        int[] present = Arrays.stream(tags).filter(id -> classScores[id] >= threshold).toArray();
        if (present.length > 0) {
            return Tags.of(present);
        }
        int best = tags[0];
        for (int id : tags) {
            best = classScores[id] > classScores[best] ? id : best;
        }
        return Tags.of(best);
    }
}
