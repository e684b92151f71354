/**
 * The frame of all commands: it finds them among the services, reads their arguments, prints tables
 * and shows progress. A command line given to the process and a line typed in the interactive shell
 * are the same Gogo command.
 */
@Export
@Version("1.0.0")
package org.espalier.shell;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
