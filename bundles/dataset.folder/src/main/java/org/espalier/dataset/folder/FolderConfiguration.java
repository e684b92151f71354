package org.espalier.dataset.folder;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How a folder of photographs is split. */
@ObjectClassDefinition(
        name = "Espalier data set folder",
        description = "Photographs with a subfolder for each class, or with a label file")
public @interface FolderConfiguration {
    /** See the description. */
    @AttributeDefinition(
            name = "Validation share",
            description =
                    "Share of the images that become the split val where the folder names no"
                            + " splits; which ones depends on their ids alone (0 to 0.9; 0: none,"
                            + " validation is then on the training images)",
            min = "0",
            max = "0.9")
    double valShare() default 0.2;

    /** See the description. */
    @AttributeDefinition(
            name = "Background",
            description =
                    "Whether there is a background, class 0, for what is none of the tagged"
                            + " classes; false where every pixel belongs to a tagged class: the"
                            + " first class is then class 0")
    boolean background() default true;
}
