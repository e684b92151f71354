package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies values to the device and back. To be used in place of {@code manager.create(float[],
 * Shape)} and {@code array.set(float[])}: DJL 0.35.1 copies through a direct buffer of which it
 * hands only the address to the engine, so that a garbage collection on another thread may free the
 * buffer while it is read. Then values are wrong, or the process dies.
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
        long[] shape = features.getShape().getShape();
        float[] all = features.toFloatArray();
        int length = all.length / (int) shape[0];
        List<FeatureMap> maps = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            float[] values =
                    shape[0] == 1 ? all : Arrays.copyOfRange(all, i * length, (i + 1) * length);
            maps.add(new FeatureMap((int) shape[1], (int) shape[2], (int) shape[3], values));
        }
        return maps;
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
