/**
 * FCN-MIL: a fully convolutional network, taught by the best place of each class that is present.
 */
package org.espalier.method.fcnmil;
