/** Iterative Affinity Learning: two networks that teach each other in rounds. */
package org.espalier.method.ial;
