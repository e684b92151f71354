/** A live pipeline and its runs, as seen by whoever starts or watches one. */
@Export
@Version("1.0.0")
package org.espalier.api.pipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
