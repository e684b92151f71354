package org.espalier.inference;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.engine.WeightStore;
import org.espalier.weights.SafeTensors;

/**
 * The pretrained weights of one backbone, read from disk once, put on the device once, and shared
 * by everybody at whatever output stride.
 */
final class SharedWeights {
    private final Architecture architecture;
    private final WeightStore store;
    private final Inference inference;
    private Pretrained read;
    private volatile Parameters onDevice;
    private final Fusion fusion = new Fusion();

    SharedWeights(Architecture architecture, WeightStore store, Inference inference) {
        this.architecture = architecture;
        this.store = store;
        this.inference = inference;
    }

    /** For stages with these weights; to be used on the engine's thread. */
    Fusion fusion() {
        return fusion;
    }

    /** Whether it is these weights on the device. */
    boolean are(Parameters parameters) {
        return parameters == onDevice;
    }

    /** In plain Java. */
    synchronized Pretrained read() throws IOException {
        if (read == null) {
            Path file = store.locate(architecture.name());
            read = Pretrained.of(SafeTensors.read(file), architecture, file);
        }
        return read;
    }

    /** On the device. The turn comes before the monitor, as for those who ask within a job. */
    Parameters onDevice() throws IOException {
        Parameters there = onDevice;
        return there != null ? there : inference.run(manager -> load());
    }

    private synchronized Parameters load() throws IOException {
        if (onDevice == null) {
            onDevice = inference.parameters(read().tensors());
        }
        return onDevice;
    }
}
