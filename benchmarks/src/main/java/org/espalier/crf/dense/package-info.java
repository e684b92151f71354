/** Benchmarks of the dense CRF, in its package because they measure its parts. */
package org.espalier.crf.dense;
