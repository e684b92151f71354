/** DeepLab: a dilated fully convolutional segmentation network. */
package org.espalier.segmenter.deeplab;
