/** Pixels in and out: photographs, palette masks, score files. */
@Export
@Version("1.0.0")
package org.espalier.api.imaging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
