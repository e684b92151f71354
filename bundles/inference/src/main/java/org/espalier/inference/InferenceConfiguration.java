package org.espalier.inference;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** On what the engine computes. */
@ObjectClassDefinition(name = "Inference", description = "The engine that runs the networks")
public @interface InferenceConfiguration {
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
