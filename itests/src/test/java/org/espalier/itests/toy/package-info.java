/** A plug-in for tests, made into bundles of several versions while testing. */
package org.espalier.itests.toy;
