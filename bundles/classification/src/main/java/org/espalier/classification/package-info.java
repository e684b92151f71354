/**
 * Learning tags from bags of features, and looking at an image at many sizes: what FCN-MIL, DCSM,
 * WILDCAT and CAM share. A method brings its {@link org.espalier.classification.TagHead}.
 */
@Export
@Version("1.0.0")
package org.espalier.classification;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
