/** A plug-in for tests that hangs when it is made. */
package org.espalier.itests.toy.stuck;
