package org.espalier.export;

import java.io.IOException;

/** Pixels of one image, as a file describes them. */
interface Shape {
    /**
     * Marks the pixels.
     *
     * @param labels class ids, row-major, {@code height * width}
     * @param id what to put there
     * @throws IOException with what is wrong with the shape
     */
    void draw(byte[] labels, int width, int height, byte id) throws IOException;
}
