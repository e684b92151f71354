package org.espalier.dataset.driving;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How driving scenes are read. */
@ObjectClassDefinition(
        name = "Espalier data sets camvid and cityscapes",
        description = "Driving scenes in the layouts of CamVid and Cityscapes")
@interface DrivingConfiguration {
    @AttributeDefinition(
            name = "Source of tags",
            description =
                    "Where tags come from: the classes of the masks, or the label file; auto takes"
                            + " the label file if there is one, else the masks",
            options = {
                @Option(label = "auto", value = "auto"),
                @Option(label = "masks", value = "masks"),
                @Option(label = "file", value = "file")
            })
    String tags() default "auto";

    @AttributeDefinition(
            name = "Label file",
            description =
                    "File of lines id,tag;tag in the folder that holds the photographs' folders, for"
                            + " tags = file or auto")
    String labels() default "labels.csv";
}
