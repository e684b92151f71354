package org.espalier.frozen;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where features are kept, and how many. */
@ObjectClassDefinition(
        name = "Frozen features",
        description = "The cache on disk of what pretrained backbones see in images")
public @interface FrozenConfiguration {
    /** Switch. */
    @AttributeDefinition(
            name = "Enabled",
            description = "Whether features are kept on disk; results are the same either way")
    boolean enabled() default true;

    /** Place. */
    @AttributeDefinition(
            name = "Folder",
            description =
                    "Where features are kept; a path, empty for .espalier/features in the user's"
                            + " home; several processes may share it")
    String folder() default "";

    /** Bound. */
    @AttributeDefinition(
            name = "Largest size",
            description =
                    "What was not used for longest is deleted when the folder grows beyond this; in"
                            + " GiB, 1 to 65536",
            min = "1",
            max = "65536")
    int maxGigabytes() default 8;
}
