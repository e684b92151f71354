package org.espalier.inference.turns;

import java.util.List;

/**
 * Work that can be done for several who ask for an equal one ({@code equals}), at once.
 *
 * @param <I> what it is done with
 * @param <O> what comes of it
 */
public interface Joint<I, O> {
    /** How many items may be done at once; 1 for work that stands alone. */
    int most();

    /**
     * Does it.
     *
     * @param items at least one, at most {@link #most()}
     * @return one for each item, in that order; what comes of an item does not depend on the others
     */
    List<O> of(List<I> items) throws Exception;
}
