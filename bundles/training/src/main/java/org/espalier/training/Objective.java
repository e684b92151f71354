package org.espalier.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import org.espalier.inference.Parameters;

/**
 * What is to be learned: from the indices of a batch to its loss, in three steps.
 *
 * @param <D> a batch in plain Java
 */
public interface Objective<D> {
    /**
     * Reads and augments the examples of a batch. Plain Java, off the device; called one batch
     * ahead on another thread, in the order of the steps.
     *
     * @return null when none of the examples can be used: the step is then skipped
     */
    D read(Batch batch) throws IOException;

    /**
     * Puts a batch on the device, and runs frozen layers on it. Not recorded.
     *
     * @param manager of this step; what it owns is closed after the step
     */
    NDList inputs(NDManager manager, D data) throws IOException;

    /**
     * The same, for an objective that has to see what the network now says of the batch, read back,
     * before it can tell the loss.
     *
     * @param current the parameters as they are; not recorded
     */
    default NDList inputs(NDManager manager, D data, Parameters current) throws IOException {
        return inputs(manager, data);
    }

    /**
     * Computes the loss. Recorded: no operation in place, no array read back.
     *
     * @param inputs what {@link #inputs} returned
     * @param parameters those being trained, and the frozen ones among those given
     * @return one number, to be made small; the mean over the batch, as a rule
     */
    NDArray loss(NDList inputs, Parameters parameters);
}
