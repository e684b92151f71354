package org.espalier.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Makes a component a command: the method of the function's name is called. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ShellCommand {
    /** Gogo's name space of our commands. */
    String osgi_command_scope() default CommandLine.SCOPE;

    /** The command's name, and that of the method. */
    String osgi_command_function();

    /** The kinds of {@link Names} that it takes: {@code pipeline}, {@code run} … */
    String[] espalier_completes() default {};
}
