package org.espalier.crf.dense;

/**
 * A pairwise term of an image.
 *
 * @param lattice what filters with its Gaussian
 * @param compatibility its weight, above 0
 */
record Kernel(Lattice lattice, float compatibility) {}
