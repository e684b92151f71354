package org.espalier.inference.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.espalier.inference.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the native engine and finds a device that works.
 *
 * @param root the manager that all others come from; stays open as long as the process, as the
 *     native library does
 */
record EngineStart(Device device, NDManager root) {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

    /**
     * To be called with the context class loader of DJL.
     *
     * @param gpu whether a GPU may be taken
     * @throws EngineException when the engine does not start or no device works
     */
    static EngineStart start(EngineKind kind, boolean gpu) throws EngineException {
        standAlone("ai.djl.offline");
        standAlone("OPT_OUT_TRACKING");
        try {
            return on(kind.engine(), gpu);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new EngineException(
                    kind.title()
                            + ": the engine does not start: "
                            + reason(e)
                            + "; install the bundle with the native library for this platform ("
                            + kind.natives()
                            + ")",
                    e);
        }
    }

    /** On a GPU if one is wanted, there, and works. */
    static EngineStart on(Engine engine, boolean gpu) {
        if (gpu && engine.getGpuCount() > 0) {
            try {
                return on(engine, Device.gpu());
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A GPU is there but does not work, so the CPU is used: {}", e.toString());
            }
        }
        return on(engine, Device.cpu());
    }

    /** The engine must not call out to the network, unless somebody has decided otherwise. */
    private static void standAlone(String property) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, "true");
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static EngineStart on(Engine engine, Device device) {
        NDManager root = engine.newBaseManager(device);
        try {
            probe(root);
        } catch (RuntimeException | LinkageError e) {
            root.close();
            throw e;
        }
        root.setName("espalier");
        LOG.info("{} computes on {}", engine.getEngineName(), name(device));
        return new EngineStart(device, root);
    }

    /**
     * A manager of a GPU opens on a build without one, and fails only when something is computed.
     */
    static void probe(NDManager root) {
        try (NDManager manager = root.newSubManager()) {
            NDArray ones = manager.ones(new Shape(4, 4));
            float sum = ones.matMul(ones).sum().getFloat();
            if (sum != 64) {
                throw new IllegalStateException("a small sum gave " + sum + ", not 64");
            }
        }
    }

    static String name(Device device) {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }
}
