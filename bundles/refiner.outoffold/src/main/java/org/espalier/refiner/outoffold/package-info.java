/** Labels of each training image by networks that have learned from the others alone. */
package org.espalier.refiner.outoffold;
