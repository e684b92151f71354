/** Configuration files: read, checked against what components declare, and applied. */
package org.espalier.configuration;
