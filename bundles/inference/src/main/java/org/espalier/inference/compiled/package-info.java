/** Frozen stages compiled, by the engine or by another library. */
package org.espalier.inference.compiled;
