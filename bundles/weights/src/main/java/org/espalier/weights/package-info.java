/** Weights on disk: the safetensors format, and where to find or get pretrained ones. */
@Export
@Version("1.0.0")
package org.espalier.weights;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
