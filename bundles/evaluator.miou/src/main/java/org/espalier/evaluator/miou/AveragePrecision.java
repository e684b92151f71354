package org.espalier.evaluator.miou;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;

/**
 * How well class scores rank the images that have a class before those that do not: average
 * precision over all points of the interpolated curve, averaged over the classes of which there is
 * at least one image.
 */
final class AveragePrecision {
    private final ClassSet classes;
    private final List<float[]> scores = new ArrayList<>();
    private final List<Tags> tags = new ArrayList<>();

    AveragePrecision(ClassSet classes) {
        this.classes = classes;
    }

    void add(float[] classScores, Tags trueTags) {
        scores.add(classScores);
        tags.add(trueTags);
    }

    OptionalDouble mean() {
        return IntStream.range(0, classes.size())
                .filter(classes::isTag)
                .mapToObj(this::of)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /** Of one class; empty when no image has it. */
    OptionalDouble of(int id) {
        return interpolated(
                ranked(scores.size(), i -> scores.get(i)[id], i -> tags.get(i).contains(id)));
    }

    /**
     * What is relevant, by rank, the highest score first.
     *
     * @param count how many images there are
     * @param score of an image by its number
     * @param isRelevant of an image by its number
     */
    static boolean[] ranked(int count, IntToDoubleFunction score, IntPredicate isRelevant) {
        boolean[] relevant = new boolean[count];
        int[] rank = {0};
        // A stream's sort is stable: images of equal score stay in the order they were counted.
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> 0.0 - score.applyAsDouble(i)))
                .forEachOrdered(i -> relevant[rank[0]++] = isRelevant.test(i));
        return relevant;
    }

    /**
     * Each positive adds the best precision reached at its rank or a later one.
     *
     * @param relevant by rank, the highest score first
     */
    static OptionalDouble interpolated(boolean[] relevant) {
        return interpolated(relevant, count(relevant));
    }

    private static int count(boolean[] relevant) {
        int count = 0;
        for (boolean positive : relevant) {
            count += positive ? 1 : 0;
        }
        return count;
    }

    /**
     * The same where some of the positives are never found.
     *
     * @param positives how many there are, at least as many as are relevant
     */
    static OptionalDouble interpolated(boolean[] relevant, int positives) {
        if (positives == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double best = 0;
        int found = count(relevant);
        for (int rank = relevant.length; rank > 0; rank--) {
            if (relevant[rank - 1]) {
                best = Math.max(best, (double) found / rank);
                sum += best;
                found--;
            }
        }
        return OptionalDouble.of(sum / positives);
    }
}
