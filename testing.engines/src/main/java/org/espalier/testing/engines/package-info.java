/** The engines in one process, for tests that run on either or compare them. */
@Export
@Version("1.0.0")
package org.espalier.testing.engines;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
