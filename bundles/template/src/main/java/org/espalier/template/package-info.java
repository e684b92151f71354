/**
 * Projects of new plug-ins: what is written for a person to begin with. The sources of the example
 * that our own build compiles and tests, under another name.
 */
@Export
@Version("1.0.0")
package org.espalier.template;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
