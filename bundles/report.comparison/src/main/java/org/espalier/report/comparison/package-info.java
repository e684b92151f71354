/** The page that sets two runs beside each other. */
package org.espalier.report.comparison;
