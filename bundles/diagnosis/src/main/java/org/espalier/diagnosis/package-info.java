/** What is there, what waits for what, and what is wrong with this machine. */
@Export
@Version("1.0.0")
package org.espalier.diagnosis;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
