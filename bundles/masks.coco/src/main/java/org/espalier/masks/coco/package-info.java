/** Masks as COCO keeps instances: run lengths and outlines in JSON. */
package org.espalier.masks.coco;
