package org.espalier.djl.pytorch;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.reflect.Field;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a manager owns, and the buffers that were recorded and must stay as long as it does.
 *
 * <p>DJL hands PyTorch a number, as in {@code x.mul(2)}, as an array that lies in a buffer of
 * Java's, and lets go of the buffer as soon as the operation is done. But what was recorded looks
 * at it once more on the way back. If a garbage collection comes in between, the gradient is wrong,
 * silently. So buffers of arrays that are closed while a collector is open are kept here.
 */
final class KeptBuffers extends ConcurrentHashMap<String, AutoCloseable> {
    private static final long serialVersionUID = 1L;
    private static final Field RESOURCES = field(BaseNDManager.class, "resources");
    private static final Field BUFFER = field(PtNDArray.class, "dataRef");

    private final transient Queue<Object> buffers = new ConcurrentLinkedQueue<>();

    private KeptBuffers() {}

    /** Has the manager, and all that will be made from it, keep what was recorded. */
    static void in(NDManager manager) {
        try {
            Object owned = RESOURCES.get(manager);
            if (!(owned instanceof KeptBuffers)) {
                KeptBuffers kept = new KeptBuffers();
                ((ConcurrentHashMap<?, ?>) owned)
                        .forEach((name, each) -> kept.put((String) name, (AutoCloseable) each));
                RESOURCES.set(manager, kept);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public AutoCloseable put(String name, AutoCloseable owned) {
        if (owned instanceof BaseNDManager manager) {
            in(manager);
        }
        return super.put(name, owned);
    }

    @Override
    public AutoCloseable remove(Object name) {
        AutoCloseable gone = super.remove(name);
        try {
            Object buffer = gone instanceof PtNDArray array ? BUFFER.get(array) : null;
            if (buffer != null && JniUtils.isGradMode()) {
                buffers.add(buffer);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return gone;
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    type + " has no field " + name + ": this is another version of DJL", e);
        }
    }
}
