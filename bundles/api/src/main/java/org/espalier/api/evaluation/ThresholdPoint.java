package org.espalier.api.evaluation;

/**
 * mIoU at one background constant.
 *
 * @param threshold in [0, 1]: a pixel is foreground where its best score is above
 * @param mIoU in [0, 1]
 */
public record ThresholdPoint(double threshold, double mIoU) {}
