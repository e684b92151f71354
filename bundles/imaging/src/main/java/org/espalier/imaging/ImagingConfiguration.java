package org.espalier.imaging;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What may be read. */
@ObjectClassDefinition(name = "Espalier imaging", description = "Reading photographs and masks")
public @interface ImagingConfiguration {
    /** See the description. */
    @AttributeDefinition(
            name = "Pixel limit",
            description =
                    "Images that claim more pixels are refused before they are decoded, in"
                            + " megapixels (1 to 500)",
            min = "1",
            max = "500")
    int maxMegapixels() default 50;
}
