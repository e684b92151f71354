/** Inference in a conditional random field for those who bring their own unary term. */
@Export
@Version("1.0.0")
package org.espalier.api.crf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
