package org.espalier.frozen;

/**
 * What a cache of features has done since it was made.
 *
 * @param hits stages of an image in a view that were found, or that another was computing
 * @param misses stages that had to be computed
 * @param passes forward passes that computed them
 */
public record Statistics(long hits, long misses, long passes) {
    /** Where nobody counts. */
    public static final Statistics NONE = new Statistics(0, 0, 0);
}
