/** AffinityNet: learns which neighbours belong together, and lets scores walk between them. */
package org.espalier.method.affinity;
