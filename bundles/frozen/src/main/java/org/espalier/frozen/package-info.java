/**
 * Features of frozen backbones: computed once for each image and view, and shared by all methods.
 */
@Export
@Version("1.0.0")
package org.espalier.frozen;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
