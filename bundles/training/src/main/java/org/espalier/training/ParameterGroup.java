package org.espalier.training;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Parameters that are trained at a rate of their own, or in a way of their own.
 *
 * @param names which ones
 * @param rate a factor on the learning rate; 0 freezes them
 * @param decay a factor on the weight decay
 * @param optimizer how a gradient changes them; empty for as the plan says
 */
public record ParameterGroup(
        Predicate<String> names, double rate, double decay, Optional<Optimizer> optimizer) {
    /** Trained as the plan says, at a rate of their own. */
    public ParameterGroup(Predicate<String> names, double rate, double decay) {
        this(names, rate, decay, Optional.empty());
    }

    /** Not trained. */
    public static ParameterGroup frozen(Predicate<String> names) {
        return new ParameterGroup(names, 0, 0);
    }

    /** Refuses a negative or infinite factor. */
    public ParameterGroup {
        if (!(rate >= 0 && decay >= 0 && rate + decay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "factors must be finite and at least 0, not " + rate + " and " + decay);
        }
    }
}
