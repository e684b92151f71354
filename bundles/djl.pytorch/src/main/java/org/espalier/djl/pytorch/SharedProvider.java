package org.espalier.djl.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngineProvider;
import ai.djl.pytorch.jni.JniUtils;

/**
 * DJL's provider of PyTorch, with what the engine needs where it is not alone in the process: its
 * libraries are loaded by {@link NativeLibraries}, what is recorded stays whole by {@link
 * KeptBuffers}, and nothing is recorded outside of a gradient collector on any thread. PyTorch
 * keeps that switch for each thread, and DJL sets it on the first alone.
 */
public final class SharedProvider implements EngineProvider {
    private static final String HELPER = "ai.djl.pytorch.native_helper";

    private final EngineProvider provider = new PtEngineProvider();
    private final ThreadLocal<Boolean> switchedOff = ThreadLocal.withInitial(() -> false);

    @Override
    public String getEngineName() {
        return provider.getEngineName();
    }

    @Override
    public int getEngineRank() {
        return provider.getEngineRank();
    }

    /** Asked for by every thread before it computes. */
    @Override
    public Engine getEngine() {
        System.setProperty(HELPER, NativeLibraries.class.getName());
        Engine engine = provider.getEngine();
        if (!switchedOff.get()) {
            switchedOff.set(true);
            JniUtils.setGradMode(false);
            try (NDManager manager = engine.newBaseManager(Device.cpu())) {
                KeptBuffers.in(manager.getParentManager()); // of all there are
            }
        }
        return engine;
    }
}
