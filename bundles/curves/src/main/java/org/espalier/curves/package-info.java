/** Losses and scores over time, kept in the event files that TensorBoard reads. */
@Export
@Version("1.0.0")
package org.espalier.curves;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
