/** Bundles for tests that do not start. */
package org.espalier.itests.toy.activator;
