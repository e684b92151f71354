/** Whose turn it is: the one thread that calls the engine. */
package org.espalier.inference.turns;
