package org.espalier.inference.graph;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A library that runs networks which do not change any more, faster than an engine that could also
 * train them. A plug-in registers it; frozen stages then go through it wherever they are computed
 * on a processor, unless the configuration of the inference bundle says otherwise.
 */
@ConsumerType
public interface GraphRuntime {
    /**
     * What it is, as in {@code ONNX Runtime 1.23.2}: features differ in the last digits between
     * libraries, so what is kept of them is kept under this name. Does not load anything.
     */
    String title();

    /**
     * Loads a network.
     *
     * @param model ONNX, opset 13: one input of shape (N, 3, H, W) for any N, H and W, and at least
     *     one output of shape (N, C, h, w)
     * @return to be closed by the caller
     * @throws IOException when the library does not start or refuses the model
     */
    Graph open(byte[] model) throws IOException;
}
