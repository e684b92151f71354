package org.espalier.api.masks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the format that a {@link MaskFormat} provides: the service property {@code format}, by
 * which it is chosen, as in {@code --format coco}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Format {
    /** Lower case, unique among the formats. */
    String value();
}
