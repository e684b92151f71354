package org.espalier.masks.coco;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How COCO's JSON is written. */
@ObjectClassDefinition(name = "Export: COCO", description = "Masks as COCO's instances JSON")
public @interface CocoConfiguration {
    /** See the description. */
    @AttributeDefinition(
            name = "Compressed",
            description = "Whether run lengths are written as pycocotools' strings or as numbers")
    boolean compressed() default true;
}
