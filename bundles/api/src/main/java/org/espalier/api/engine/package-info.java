/** The shared engine and its weights, as seen by those who have no need of a tensor. */
@Export
@Version("1.0.0")
package org.espalier.api.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
