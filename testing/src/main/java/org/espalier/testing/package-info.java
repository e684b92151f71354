/**
 * Stand-ins that unit tests share: a stage's context, settings, and the data beside the project.
 */
package org.espalier.testing;
