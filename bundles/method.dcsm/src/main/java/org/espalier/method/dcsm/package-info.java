/** Distinct class saliency maps by guided back-propagation. */
package org.espalier.method.dcsm;
