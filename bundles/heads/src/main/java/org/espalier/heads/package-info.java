/**
 * Small networks over rows of features: those of places on a grid, or of regions that pixels were
 * grouped into.
 */
@Export
@Version("1.0.0")
package org.espalier.heads;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
