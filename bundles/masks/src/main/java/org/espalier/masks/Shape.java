package org.espalier.masks;

import java.io.IOException;

/** Pixels of one image, as a file describes them. */
public interface Shape {
    /**
     * Marks the pixels.
     *
     * @param labels class ids, row-major, {@code height * width}
     * @param id what to put there
     * @throws IOException with what is wrong with the shape
     */
    public void draw(byte[] labels, int width, int height, byte id) throws IOException;
}
