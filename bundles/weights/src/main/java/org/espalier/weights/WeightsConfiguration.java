package org.espalier.weights;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where weights are looked for, and where they come from. */
@ObjectClassDefinition(
        name = "Weights",
        description = "Where pretrained weights are looked for, and where they are fetched from")
public @interface WeightsConfiguration {
    /** Folders. */
    @AttributeDefinition(
            name = "Folders",
            description =
                    "Further folders to search, after those of the environment variable"
                            + " ESPALIER_MODELS and before the installation's own; absolute paths")
    String[] folders() default {};

    /** Target folder. */
    @AttributeDefinition(
            name = "User folder",
            description =
                    "Where fetched weights are put, and the last folder searched; a path, empty for"
                            + " .espalier/models in the user's home")
    String userFolder() default "";

    /** Source. */
    @AttributeDefinition(
            name = "MobileNetV2 URL",
            description = "Where the weights of mobilenetv2 are fetched from; http or https")
    String mobilenetv2Url() default
            "https://huggingface.co/timm/mobilenetv2_100.ra_in1k/resolve/main/model.safetensors";

    /** Cap. */
    @AttributeDefinition(
            name = "Largest file",
            description =
                    "A file of weights that is larger is not read, and a download broken off; in"
                            + " MiB, 1 to 65536",
            min = "1",
            max = "65536")
    int maxMebibytes() default 1024;

    /** Patience. */
    @AttributeDefinition(
            name = "Time limit",
            description = "How long the server may take to connect and to answer; in s, 1 to 3600",
            min = "1",
            max = "3600")
    int timeoutSeconds() default 60;
}
