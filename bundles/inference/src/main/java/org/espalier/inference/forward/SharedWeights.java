package org.espalier.inference.forward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.engine.WeightStore;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.compiled.FrozenGraphs;
import org.espalier.inference.compiled.Fusion;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Pretrained;
import org.espalier.weights.SafeTensors;

/**
 * The pretrained weights of one backbone, read from disk once, put on the device once, and shared
 * by everybody at whatever output stride.
 */
public final class SharedWeights {
    private final Architecture architecture;
    private final WeightStore store;
    private final Inference inference;
    private final Optional<FrozenGraphs> graphs;
    private Pretrained read;
    private volatile Parameters onDevice;
    private final Fusion fusion = new Fusion();

    /**
     * @param graphs what runs frozen stages beside the engine, if anything does
     */
    public SharedWeights(
            Architecture architecture,
            WeightStore store,
            Inference inference,
            Optional<FrozenGraphs> graphs) {
        this.architecture = architecture;
        this.store = store;
        this.inference = inference;
        this.graphs = graphs;
    }

    /** See the constructor; to be used on the engine's thread. */
    Optional<FrozenGraphs> graphs() {
        return graphs;
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
