/** The engine as a service. */
package org.espalier.inference.engine;
