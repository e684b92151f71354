package org.espalier.api.pipeline;

/**
 * How good the labels of the training images were after one round of a stage that learns in rounds.
 * All rates are in [0, 1]; NaN where there was nothing to count.
 *
 * @param round 0 for what the first round began with, then 1 and up
 * @param images how many were counted: training images that have a true mask
 * @param mIoU of the labels, all classes that occur in truth or labels
 * @param precision of the pixels that the method was sure of, the share that is right
 * @param coverage the share of all pixels that the method was sure of
 */
public record RoundResult(int round, long images, double mIoU, double precision, double coverage) {}
