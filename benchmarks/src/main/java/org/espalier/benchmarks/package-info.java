/** Figures beside those of peers, taken in one run: each contender in a process of its own. */
package org.espalier.benchmarks;
