package org.espalier.inference;

import ai.djl.ndarray.NDManager;
import java.io.IOException;

/**
 * Work for the device.
 *
 * @param <T> what it returns: plain Java, never an array of the manager
 */
@FunctionalInterface
public interface Job<T> {
    /**
     * Does the work.
     *
     * @param manager owns what the job allocates, and is closed when the job ends
     */
    T run(NDManager manager) throws IOException;
}
