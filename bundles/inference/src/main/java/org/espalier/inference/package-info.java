/** The shared engine: jobs on the device, backbones with their weights, photographs as tensors. */
@Export
@Version("1.0.0")
package org.espalier.inference;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
