package org.espalier.benchmarks;

import java.util.Arrays;

/**
 * What came of one entrant.
 *
 * @param seconds of each run, ascending; empty where it was skipped
 * @param peakKib the most memory resident in its process; 0 where unknown
 * @param difference the largest from our result; NaN where not compared
 * @param remark why it was skipped, or what else to know; may be empty
 */
record Figure(
        String part,
        String label,
        int images,
        int threads,
        double[] seconds,
        long peakKib,
        double difference,
        String remark) {
    Figure {
        seconds = seconds.clone();
        Arrays.sort(seconds);
    }

    static Figure skipped(Part part, Entrant entrant, String why) {
        return new Figure(
                part.name(),
                entrant.label(),
                part.images(),
                part.threads(),
                new double[0],
                0,
                Double.NaN,
                why);
    }

    boolean isMeasured() {
        return seconds.length > 0;
    }

    double median() {
        int n = seconds.length;
        return (seconds[(n - 1) / 2] + seconds[n / 2]) / 2;
    }

    /** Half the distance between the quartiles, as a share of the median. */
    double spread() {
        int n = seconds.length;
        return (seconds[n - 1 - n / 4] - seconds[n / 4]) / 2 / median();
    }

    double imagesPerSecond() {
        return images / median();
    }

    /** How many times as fast as the other this one is. */
    double ratioTo(Figure other) {
        return other.median() / median();
    }
}
