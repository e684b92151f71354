package org.espalier.api.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** What a person who mistyped a name may have meant, for the end of an error message. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The last part of a message about an unknown name.
     *
     * @param given what was written
     * @param known what could have been written
     * @return {@code "did you mean epochs?"} if one name is near, else {@code "known: a, b, c"}
     */
    public static String of(String given, Collection<String> known) {
        return nearest(given, known)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(
                        () ->
                                known.isEmpty()
                                        ? "there is none to choose from"
                                        : "known: " + String.join(", ", new TreeSet<>(known)));
    }

    /** The name that is nearest, if at most a third of its letters differ, and at least one may. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> isNear(given, name))
                .min(
                        Comparator.comparingInt((String name) -> distance(given, name))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** Lengths first: a word of a megabyte is near to none. */
    private static boolean isNear(String given, String name) {
        int most = Math.max(1, name.length() / 3);
        return Math.abs(given.length() - name.length()) <= most && distance(given, name) <= most;
    }

    /**
     * How many letters must be put in, left out, exchanged for another or swapped with the next.
     */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
                Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
