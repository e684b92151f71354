package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Copies values to the device and back. To be used in place of {@code manager.create(float[],
 * Shape)} and {@code array.set(float[])}: DJL 0.35.1 copies through a direct buffer of which it
 * hands only the address to MXNet, so that a garbage collection on another thread may free the
 * buffer while it is read; and PyTorch does not copy at all but computes on the buffer, which goes
 * with the array although views of it, and what was recorded, still look at it. Then values are
 * wrong, or the process dies. So values pass through an array that is gone before the buffer is.
 */
public final class DeviceArrays {
    private static final NDIndex ALL = new NDIndex("...");

    private DeviceArrays() {}

    /** A new array of the manager. */
    public static NDArray of(NDManager manager, float[] values, Shape shape) {
        ByteBuffer buffer = direct(manager, values);
        try (NDArray passing = manager.create(buffer, shape, DataType.FLOAT32)) {
            return passing.duplicate();
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** Features of one image: (1, channels, height, width). */
    public static NDArray of(NDManager manager, FeatureMap map) {
        return of(manager, map.values(), new Shape(1, map.channels(), map.height(), map.width()));
    }

    /**
     * Copies features from the device.
     *
     * @param features (N, channels, height, width)
     * @return a map for each of the N
     */
    public static List<FeatureMap> maps(NDArray features) {
        return FeatureMap.each(features.getShape().getShape(), features.toFloatArray());
    }

    /** Replaces the values of an array of the same size. */
    public static void set(NDArray array, float[] values) {
        NDManager manager = array.getManager();
        ByteBuffer buffer = direct(manager, values);
        try (NDArray passing = manager.create(buffer, array.getShape(), DataType.FLOAT32)) {
            array.set(ALL, passing);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    private static ByteBuffer direct(NDManager manager, float[] values) {
        ByteBuffer bytes = manager.allocateDirect(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
