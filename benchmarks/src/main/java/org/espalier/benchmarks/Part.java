package org.espalier.benchmarks;

import java.util.List;

/**
 * A comparison.
 *
 * @param name to choose it by
 * @param title what is measured, for the table
 * @param images that one run works on
 * @param threads that each entrant may use
 * @param entrants ours first
 * @param tolerance how much results may differ; NaN where they are not comparable
 * @param once whether it is run a single time, without a warm-up, since it takes long
 * @param note what is compared with what
 */
record Part(
        String name,
        String title,
        int images,
        int threads,
        List<Entrant> entrants,
        double tolerance,
        boolean once,
        String note) {}
