/** Scoring of predicted label maps against true ones. */
@Export
@Version("1.0.0")
package org.espalier.api.evaluation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
