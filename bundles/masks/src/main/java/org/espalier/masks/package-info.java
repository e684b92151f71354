/**
 * What formats of masks share: classes by name, masks drawn from regions, JSON read piece by piece.
 */
@Export
@Version("1.0.0")
package org.espalier.masks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
