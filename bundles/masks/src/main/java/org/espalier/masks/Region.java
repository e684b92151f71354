package org.espalier.masks;

/**
 * A shape of a class.
 *
 * @param place where it stands in its file, for messages
 */
public record Region(String className, Shape shape, String place) {}
