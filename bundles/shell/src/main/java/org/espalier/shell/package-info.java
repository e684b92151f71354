/**
 * What a person types: one class a command. A command line given to the process and a line typed in
 * the interactive shell are the same Gogo command.
 */
package org.espalier.shell;
