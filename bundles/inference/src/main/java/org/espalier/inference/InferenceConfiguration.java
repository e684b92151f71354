package org.espalier.inference;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Which engine computes, and on what. */
@ObjectClassDefinition(name = "Inference", description = "The engine that runs the networks")
public @interface InferenceConfiguration {
    /** Engine; also the property of the service that others may select by. */
    @AttributeDefinition(
            name = "Engine",
            description =
                    "What computes: mxnet ships; pytorch must be added to the installation, see"
                            + " docs/engines.md",
            options = {
                @Option(label = "Apache MXNet", value = "mxnet"),
                @Option(label = "PyTorch", value = "pytorch")
            })
    String engine() default "mxnet";

    /** Device. */
    @AttributeDefinition(
            name = "Device",
            description =
                    "What to compute on: auto takes a GPU if a small operation on it succeeds, else"
                            + " the CPU",
            options = {
                @Option(label = "GPU if it works, else CPU", value = "auto"),
                @Option(label = "CPU", value = "cpu")
            })
    String device() default "auto";
}
