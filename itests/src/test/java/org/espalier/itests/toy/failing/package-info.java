/** A plug-in for tests that fails when it is made. */
package org.espalier.itests.toy.failing;
