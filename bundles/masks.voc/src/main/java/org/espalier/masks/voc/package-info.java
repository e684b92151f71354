/** Masks as indexed PNG files, and as trees of PASCAL VOC and CVAT. */
package org.espalier.masks.voc;
