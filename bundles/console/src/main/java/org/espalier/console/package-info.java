/** What commands print: tables, rates, JSON, and on standard error how far they are. */
@Export
@Version("1.0.0")
package org.espalier.console;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
