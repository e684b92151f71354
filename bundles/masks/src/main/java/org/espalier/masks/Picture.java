package org.espalier.masks;

import java.util.List;

/**
 * One image that a file tells of.
 *
 * @param id as in {@link org.espalier.api.masks.MaskSet}
 * @param photograph how the file names it
 * @param width columns; what a file says, and so possibly nonsense
 * @param height rows, likewise
 * @param regions what is in it; a later one covers an earlier one
 */
public record Picture(String id, String photograph, int width, int height, List<Region> regions) {}
