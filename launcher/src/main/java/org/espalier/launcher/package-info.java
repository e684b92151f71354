/** Starts the framework with what is installed, and runs one command or the shell in it. */
package org.espalier.launcher;
