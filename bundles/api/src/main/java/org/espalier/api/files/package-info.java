/** Files that are whole or absent, and paths that stay inside their root. */
@Export
@Version("1.0.0")
package org.espalier.api.files;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
