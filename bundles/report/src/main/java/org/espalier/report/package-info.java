/** Writes the report of a finished run: one HTML file to look at, keep and send. */
package org.espalier.report;
