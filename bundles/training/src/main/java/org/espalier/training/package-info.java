/**
 * A small training loop for methods with a network: deterministic, resumable, bounded in memory.
 */
@Export
@Version("1.0.0")
package org.espalier.training;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
