/** Masks as predictions of Label Studio: brushes in JSON. */
package org.espalier.masks.labelstudio;
