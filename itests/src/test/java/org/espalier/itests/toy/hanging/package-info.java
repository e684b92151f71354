/** A plug-in for tests that hangs while it learns. */
package org.espalier.itests.toy.hanging;
