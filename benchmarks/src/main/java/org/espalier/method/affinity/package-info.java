/** Benchmark of the random walk of AffinityNet, in its package because it measures its parts. */
package org.espalier.method.affinity;
