package org.espalier.training;

import java.util.SplittableRandom;

/**
 * What one step of training learns from.
 *
 * @param epoch from 0
 * @param step from 0, over all epochs
 * @param indices of the examples, in [0, examples); the last batch of an epoch may be smaller
 * @param random for augmentation; depends on the seed and the step alone, so that a resumed
 *     training draws what an uninterrupted one would
 */
public record Batch(int epoch, long step, int[] indices, SplittableRandom random) {}
