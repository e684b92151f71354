package org.espalier.api.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the method that a component provides: the service property {@code method}, by which
 * pipelines choose it, as in {@code "localizer.target": "(method=cam)"}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Method {
    /** Lower case, words joined by a hyphen, unique among the services of its kind. */
    String value();
}
