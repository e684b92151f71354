/** Work that takes long: images several at a time, learning that is watched, limits of time. */
@Export
@Version("1.0.0")
package org.espalier.work;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
