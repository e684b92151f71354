/**
 * Pages of HTML that need no other file and no network: markup, plots, cards of photographs with
 * masks.
 */
@Export
@Version("1.0.0")
package org.espalier.page;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
