package org.espalier.masks.labelstudio;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How tasks fit the labelling interface of a project in Label Studio. */
@ObjectClassDefinition(
        name = "Export: Label Studio",
        description = "Masks as predictions of Label Studio's brush")
public @interface LabelStudioConfiguration {
    /** See the description. */
    @AttributeDefinition(
            name = "Image prefix",
            description =
                    "What stands before a photograph's name, such as /data/local-files/?d=photos/")
    String imagePrefix() default "";

    /** See the description. */
    @AttributeDefinition(
            name = "From name",
            description = "The name of the tag BrushLabels in the labelling interface")
    String fromName() default "tag";

    /** See the description. */
    @AttributeDefinition(
            name = "To name",
            description = "The name of the tag Image in the labelling interface")
    String toName() default "image";
}
