/** Commands about masks: making, smoothing, scoring, handing them on. */
package org.espalier.command.masks;
