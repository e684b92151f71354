package org.espalier.api.configuration;

import java.lang.annotation.Annotation;

/**
 * The parameters in force for one plug-in in one run.
 *
 * <p>They are layered, later over earlier: the defaults of the plug-in's configuration annotation,
 * the plug-in's own configuration, the pipeline's file ({@code "localizer.epochs": 12}), the
 * command line ({@code --set localizer.epochs=12}). Keys and ranges have been checked.
 */
public interface Settings {
    /**
     * The parameters as an instance of the plug-in's configuration annotation.
     *
     * @param type the annotation that also describes the parameters to people (its object class
     *     definition)
     */
    <A extends Annotation> A as(Class<A> type);

    /** The defaults of every annotation, for what runs outside a pipeline. */
    static Settings defaults() {
        return new DefaultSettings();
    }
}
