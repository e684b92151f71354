package org.espalier.inference;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.weights.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one engine of the process: it owns the device, the weights in memory and all native memory.
 *
 * <p>The engine starts with the first job, not before. Jobs may be submitted by any number of
 * threads, which wait for them; all run on one thread, one at a time, because one job already keeps
 * all cores busy. So keep reading and resizing of images outside of jobs.
 *
 * <p>Threads of one thread group are one caller. Callers take turns, a job each; the jobs of one
 * caller run in the order of arrival. A queue holds so many jobs as the configuration says; who
 * comes when it is full waits to be let in.
 *
 * <p>A service carries the property {@code engine}, as in {@code engine=mxnet}.
 */
@ProviderType
public interface Inference {
    /**
     * Runs a job with the context class loader that the engine needs, and closes every array that
     * it leaves behind. A job may run another; the inner one runs at once.
     *
     * @return what the job returns
     * @throws EngineException when the engine cannot be started; says what to do about it
     * @throws IOException what the job throws
     * @throws java.io.InterruptedIOException when the thread is interrupted while it waits its
     *     turn; the job is dropped
     */
    <T> T run(Job<T> job) throws IOException;

    /**
     * Puts tensors on the device for longer than a job, for instance what a model has learned.
     *
     * @return to be closed by the caller
     */
    Parameters parameters(Map<String, Tensor> tensors) throws IOException;

    /** The names of the backbones on offer. */
    List<String> backbones();

    /**
     * A backbone. Loading its weights, if it has any, is put off until they are asked for.
     *
     * @param name such as {@code mobilenetv2}
     * @param outputStride how many pixels of the input lie between two features of the last stage:
     *     {@code mobilenetv2} 32, 16 or 8; {@code tiny} 8 or 4. Smaller strides use dilated
     *     convolutions in place of strides, with the same weights
     * @throws org.espalier.api.configuration.InvalidConfigurationException when there is no such
     *     backbone, or not at this stride
     */
    Backbone backbone(String name, int outputStride);
}
