package org.espalier.api.engine;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells of the shared engine without starting it. */
@ProviderType
public interface EngineStatus {
    /**
     * Engine and version, as in {@code MXNet 1.9.1}; where another library runs frozen stages, with
     * that: {@code MXNet 1.9.1 with ONNX Runtime 1.23.2}.
     */
    String engine();

    /** {@code cpu}, {@code gpu:0} …, or {@code not started} while nobody has used the engine. */
    String device();

    /** The names of the backbones on offer. */
    List<String> backbones();

    /**
     * Starts the engine if need be, runs one small operation, and tells how it went. Never throws.
     */
    Health probe();
}
