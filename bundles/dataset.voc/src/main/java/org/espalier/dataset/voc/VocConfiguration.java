package org.espalier.dataset.voc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How a VOCdevkit is read. */
@ObjectClassDefinition(
        name = "Espalier data set voc",
        description = "Data sets in the layout of PASCAL VOC's development kit")
public @interface VocConfiguration {
    /** See the description. */
    @AttributeDefinition(
            name = "Source of tags",
            description =
                    "Where tags come from: the classes of the masks, the objects of"
                            + " Annotations/*.xml (difficult ones too), or the label file; auto"
                            + " takes the label file if there is one, else annotations if there"
                            + " are any, else the masks",
            options = {
                @Option(label = "auto", value = "auto"),
                @Option(label = "masks", value = "masks"),
                @Option(label = "annotations", value = "annotations"),
                @Option(label = "file", value = "file")
            })
    String tags() default "auto";

    /** See the description. */
    @AttributeDefinition(
            name = "Label file",
            description =
                    "File of lines id,tag;tag in the folder that holds JPEGImages, for tags = file"
                            + " or auto")
    String labels() default "labels.csv";
}
