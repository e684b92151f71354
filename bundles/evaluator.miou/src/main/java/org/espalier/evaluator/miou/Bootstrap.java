package org.espalier.evaluator.miou;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.espalier.api.evaluation.Interval;

/**
 * The 95 % percentile interval of mIoU when the images are drawn anew, with replacement: how much
 * the score owes to the choice of images. It says nothing of other seeds of the training.
 *
 * @param draws how often; 0 gives no interval
 * @param seed of the draws
 */
record Bootstrap(int draws, long seed) {
    /**
     * @param images what {@link Overlap#triples} gave of each image
     * @param classes how many classes there are
     */
    Optional<Interval> interval(List<long[]> images, int classes) {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        RandomGenerator random = new Well19937c(seed);
        double[] means = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Overlap drawn = new Overlap(classes);
            for (int i = 0; i < images.size(); i++) {
                drawn.add(images.get(random.nextInt(images.size())));
            }
            means[draw] = drawn.mean();
        }
        // A draw of images that are void all over has no score.
        double[] defined = Arrays.stream(means).filter(mean -> !Double.isNaN(mean)).toArray();
        if (defined.length == 0) {
            return Optional.empty();
        }
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(defined);
        return Optional.of(new Interval(percentile.evaluate(2.5), percentile.evaluate(97.5)));
    }
}
