/** Masks of many images as other tools keep them. */
@Export
@Version("1.0.0")
package org.espalier.api.masks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
