/** The evaluator {@code miou}: intersection over union, as PASCAL VOC scores segmentation. */
package org.espalier.evaluator.miou;
