/** Parameters: where a plug-in reads its own, and what is thrown when they are wrong. */
@Export
@Version("1.0.0")
package org.espalier.api.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
