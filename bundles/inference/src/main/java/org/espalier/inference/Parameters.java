package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.weights.Tensor;

/**
 * Named tensors on the device.
 *
 * <p>Operations whose first operand is a parameter leave their result with the manager of the
 * parameters, which lives long. Inside a job begin with the data, as in {@code x.mul(weight)}, or
 * take the parameters into the job with {@link #lendTo}.
 */
public final class Parameters implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    private Parameters(NDManager manager) {
        this.manager = manager;
    }

    /**
     * Copies tensors to the device, onto a sub-manager.
     *
     * @param parent when it closes, the parameters are closed too
     */
    public static Parameters of(NDManager parent, Map<String, Tensor> tensors) {
        NDManager manager = parent.newSubManager();
        Parameters parameters = new Parameters(manager);
        tensors.forEach(
                (name, tensor) ->
                        parameters.arrays.put(
                                name,
                                DeviceArrays.of(
                                        manager, tensor.values(), new Shape(tensor.shape()))));
        return parameters;
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no parameter is named " + name);
        }
        return array;
    }

    /** Whether there is one of this name. */
    public boolean contains(String name) {
        return arrays.containsKey(name);
    }

    /** The names, in the order in which they were given. */
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /**
     * Lets the results of operations on parameters belong to a job, until its manager closes; then
     * the parameters are on their own again. Once a job.
     */
    public void lendTo(NDManager job) {
        job.tempAttachAll(arrays.values().toArray(NDArray[]::new));
    }

    /** Copies them from the device. */
    public Map<String, Tensor> toTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach(
                (name, array) ->
                        tensors.put(
                                name,
                                new Tensor(array.getShape().getShape(), array.toFloatArray())));
        return tensors;
    }

    @Override
    public void close() {
        manager.close();
    }
}
