package org.espalier.method.dcsm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.espalier.api.data.Tags;
import org.espalier.classification.Network;

/**
 * The classes whose maps are compared in an image: those that are there, and the likeliest others.
 *
 * @param tags the classes that are there
 * @param outputs of the classifier: those of the tags, ascending, then those of the others, the
 *     likeliest first; none when there are no tags
 */
record Candidates(Tags tags, int[] outputs) {
    /**
     * Chooses.
     *
     * @param classScores by class id
     * @param atLeast how many there are to be, if there are so many classes
     */
    static Candidates of(Network network, float[] classScores, Tags tags, int atLeast) {
        int[] ids = network.tags();
        if (tags.isEmpty()) {
            return new Candidates(tags, new int[0]);
        }
        IntStream there = Arrays.stream(tags.ids()).map(id -> Arrays.binarySearch(ids, id));
        IntStream others =
                IntStream.range(0, ids.length)
                        .filter(k -> !tags.contains(ids[k]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -classScores[ids[k]]))
                        .mapToInt(Integer::intValue)
                        .limit(Math.max(0, atLeast - tags.size()));
        return new Candidates(tags, IntStream.concat(there, others).toArray());
    }
}
