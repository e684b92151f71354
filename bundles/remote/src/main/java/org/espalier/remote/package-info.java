/** Finished runs applied for the process that embeds the framework. */
package org.espalier.remote;
