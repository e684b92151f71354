/** Networks as data, and their weights. */
package org.espalier.inference.network;
