package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Copies values to the device. To be used in place of {@code manager.create(float[], Shape)} and
 * {@code array.set(float[])}: DJL 0.35.1 copies through a direct buffer of which it hands only the
 * address to the engine, so that a garbage collection on another thread may free the buffer while
 * it is read. Then values are wrong, or the process dies.
 */
public final class DeviceArrays {
    private DeviceArrays() {}

    /** A new array of the manager. */
    public static NDArray of(NDManager manager, float[] values, Shape shape) {
        FloatBuffer buffer = direct(manager, values);
        try {
            return manager.create(buffer, shape);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** Replaces the values of an array of the same size. */
    public static void set(NDArray array, float[] values) {
        FloatBuffer buffer = direct(array.getManager(), values);
        try {
            array.set(buffer);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** A view keeps the buffer that it looks at. */
    private static FloatBuffer direct(NDManager manager, float[] values) {
        ByteBuffer bytes = manager.allocateDirect(Math.multiplyExact(values.length, Float.BYTES));
        return bytes.asFloatBuffer().put(values).rewind();
    }
}
