/** Contenders that need libraries which the normal build does not load. */
package org.espalier.benchmarks.peers;
