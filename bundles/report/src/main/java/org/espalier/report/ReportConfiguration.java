package org.espalier.report;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of the report. */
@ObjectClassDefinition(name = "Report", description = "The file report.html of a finished run.")
public @interface ReportConfiguration {
    /** Images shown, worst first. */
    @AttributeDefinition(
            name = "Worst images",
            description = "How many validation images are shown, worst first; 0 to 500",
            min = "0",
            max = "500")
    int worst() default 24;

    /** Images shown, best first. */
    @AttributeDefinition(
            name = "Best images",
            description = "How many of the best validation images are shown after them; 0 to 500",
            min = "0",
            max = "500")
    int best() default 6;

    /** Size of a picture. */
    @AttributeDefinition(
            name = "Long side",
            description = "The longer side of a picture in pixels; 32 to 1024",
            min = "32",
            max = "1024")
    int longSide() default 240;
}
