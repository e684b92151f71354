/** The contracts a method implements: localizer, refiner, CRF, segmenter. */
@Export
@Version("1.0.0")
package org.espalier.api.stage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
