package org.espalier.segmenter.deeplab;

import org.espalier.inference.FeatureMap;

/**
 * What the network sees of an image in one view.
 *
 * @param features of its stages, at every place
 * @param context the mean of the last stage
 */
record Sight(FeatureMap features, float[] context) {}
