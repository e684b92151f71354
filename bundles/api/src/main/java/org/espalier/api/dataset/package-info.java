/** Data sets: layouts on disk, their splits, and the true masks kept apart from the samples. */
@Export
@Version("1.0.0")
package org.espalier.api.dataset;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
