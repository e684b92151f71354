package org.espalier.training;

/** How the learning rate changes in the course of training. */
@FunctionalInterface
public interface Schedule {
    /**
     * The share of the base rate at a step.
     *
     * @param step from 0
     * @param steps in all
     * @return at least 0
     */
    double factor(long step, long steps);

    /** Always the base rate. */
    static Schedule constant() {
        return (step, steps) -> 1;
    }

    /**
     * Falls to 0 as {@code (1 - step / steps) ^ power}.
     *
     * @param power 1 is a straight line; 0.9 is common
     */
    static Schedule poly(double power) {
        return (step, steps) -> Math.pow(1 - (double) step / steps, power);
    }

    /**
     * Rises along a cosine from 1/25 to 1, then falls along one to 0: "one cycle".
     *
     * @param rise the share of the steps that it rises for, in [0, 1); 0 falls from the start
     */
    static Schedule cosine(double rise) {
        return (step, steps) -> {
            double at = (double) step / steps;
            if (at < rise) {
                double low = 1.0 / 25;
                return low + (1 - low) * (1 - Math.cos(Math.PI * at / rise)) / 2;
            }
            return (1 + Math.cos(Math.PI * (at - rise) / (1 - rise))) / 2;
        };
    }
}
