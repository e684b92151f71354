/** The values that flow between stages: plain immutable Java, no tensor of any engine. */
@Export
@Version("1.0.0")
package org.espalier.api.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
