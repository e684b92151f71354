package org.espalier.graph.onnxruntime;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link OnnxRuntime}. */
@ObjectClassDefinition(name = "ONNX Runtime", description = "What frozen stages are computed with")
public @interface OnnxRuntimeConfiguration {
    /** Threads. */
    @AttributeDefinition(
            name = "Threads",
            description =
                    "Threads that compute together, 1 to 256; 0: as many as OMP_NUM_THREADS says,"
                            + " or else as there are processors",
            min = "0",
            max = "256")
    int threads() default 0;

    /** Spinning. */
    @AttributeDefinition(
            name = "Spinning",
            description =
                    "Whether threads that wait for the next operation spin rather than sleep. A"
                            + " tenth faster where nothing else runs, slower where something does")
    boolean spinning() default true;
}
