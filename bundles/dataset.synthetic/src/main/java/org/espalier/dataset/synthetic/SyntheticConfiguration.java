package org.espalier.dataset.synthetic;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which scenes are drawn. */
@ObjectClassDefinition(
        name = "Espalier data set synthetic",
        description = "Drawn scenes of textured objects with exact masks; needs no file")
public @interface SyntheticConfiguration {
    /** See the description. */
    @AttributeDefinition(
            name = "Training scenes",
            description = "Scenes of the split train (1 to 100000)",
            min = "1",
            max = "100000")
    int trainImages() default 160;

    /** See the description. */
    @AttributeDefinition(
            name = "Validation scenes",
            description = "Scenes of the split val (1 to 100000)",
            min = "1",
            max = "100000")
    int valImages() default 60;

    /** See the description. */
    @AttributeDefinition(
            name = "Width",
            description = "Columns of a scene, in pixels (32 to 1024)",
            min = "32",
            max = "1024")
    int width() default 128;

    /** See the description. */
    @AttributeDefinition(
            name = "Height",
            description = "Rows of a scene, in pixels (32 to 1024)",
            min = "32",
            max = "1024")
    int height() default 128;

    /** See the description. */
    @AttributeDefinition(
            name = "Classes",
            description = "How many of disc, square, triangle, ring, cross and star occur (2 to 6)",
            min = "2",
            max = "6")
    int classes() default 6;

    /** See the description. */
    @AttributeDefinition(
            name = "Seed",
            description = "Another seed draws other scenes (any whole number)")
    long seed() default 1;
}
