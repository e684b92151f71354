/** Commands about runs: making, showing, comparing, watching them. */
package org.espalier.command.runs;
