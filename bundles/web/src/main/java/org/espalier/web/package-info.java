/** The live page: what the folder of runs says, served on the loopback interface when asked for. */
package org.espalier.web;
