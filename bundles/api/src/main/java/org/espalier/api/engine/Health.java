package org.espalier.api.engine;

/**
 * Whether something works.
 *
 * @param ok whether it does
 * @param message what was found, and where it does not work what to do about it
 */
public record Health(boolean ok, String message) {}
