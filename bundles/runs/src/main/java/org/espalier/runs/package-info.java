/**
 * Runs as folders: where they lie, what is in them, and what of them can be used again. The only
 * place that knows the layout; see {@code docs/architecture.md}.
 */
@Export
@Version("1.0.0")
package org.espalier.runs;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
