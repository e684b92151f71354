package org.espalier.benchmarks;

/**
 * One of those that a part compares.
 *
 * @param label as printed
 * @param type class of the {@link Contender}; empty where all there is are published seconds
 * @param published seconds to be added, taken by others on a machine whose yardstick is {@link
 *     Catalogue#YARDSTICK}; they are stretched as this machine's yardstick says
 * @param target how many times as fast as this one ours is meant to be; NaN where nothing is said
 */
record Entrant(String label, String type, Setup setup, double published, double target) {
    static Entrant measured(String label, String type, Object... setup) {
        return new Entrant(label, type, Setup.of(setup), 0, Double.NaN);
    }

    static Entrant published(String label, double seconds) {
        return new Entrant(label, "", Setup.of(), seconds, Double.NaN);
    }

    /** What is measured and what is published, one after the other. */
    Entrant and(double seconds) {
        return new Entrant(label, type, setup, seconds, target);
    }

    /** Ours is meant to be so many times as fast. */
    Entrant target(double ratio) {
        return new Entrant(label, type, setup, published, ratio);
    }

    boolean isMeasured() {
        return !type.isEmpty();
    }
}
