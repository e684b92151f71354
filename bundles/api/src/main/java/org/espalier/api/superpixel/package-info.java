/**
 * Over-segmentation: images cut into small regions that keep to their edges, and how well they do.
 */
@Export
@Version("1.0.0")
package org.espalier.api.superpixel;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
