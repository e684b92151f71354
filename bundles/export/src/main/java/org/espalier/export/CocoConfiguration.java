package org.espalier.export;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How COCO's JSON is written. */
@ObjectClassDefinition(name = "Export: COCO", description = "Masks as COCO's instances JSON")
@interface CocoConfiguration {
    @AttributeDefinition(
            name = "Compressed",
            description = "Whether run lengths are written as pycocotools' strings or as numbers")
    boolean compressed() default true;
}
