package org.espalier.report.comparison;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of the page. */
@ObjectClassDefinition(name = "Comparison", description = "The page that compare --html writes.")
public @interface ComparisonConfiguration {
    /** Images shown on each side. */
    @AttributeDefinition(
            name = "Images",
            description =
                    "How many images are shown that got better, and as many that got worse; 0 to 500",
            min = "0",
            max = "500")
    int images() default 12;

    /** Size of a picture. */
    @AttributeDefinition(
            name = "Long side",
            description = "The longer side of a picture in pixels; 32 to 1024",
            min = "32",
            max = "1024")
    int longSide() default 240;
}
