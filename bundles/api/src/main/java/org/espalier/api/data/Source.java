package org.espalier.api.data;

import java.io.IOException;

/**
 * Reads a value from where it lies, anew at each call.
 *
 * @param <T> what is read
 */
@FunctionalInterface
public interface Source<T> {
    /**
     * Reads the value.
     *
     * @throws BadInputException when what is there cannot be used
     */
    T read() throws IOException;
}
