package org.espalier.export;

/**
 * A shape of a class.
 *
 * @param place where it stands in its file, for messages
 */
record Region(String className, Shape shape, String place) {}
