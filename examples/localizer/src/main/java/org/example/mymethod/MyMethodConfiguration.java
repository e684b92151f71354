package org.example.mymethod;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link MyMethod}. */
@ObjectClassDefinition(
        name = "Localizer: my-method",
        description = "Which colours are more frequent in images that have a tag")
@interface MyMethodConfiguration {
    @AttributeDefinition(
            name = "Bins",
            description = "Into how many steps each of red, green and blue is cut, 2 to 32",
            min = "2",
            max = "32")
    int bins() default 6;

    @AttributeDefinition(
            name = "Cell",
            description = "Side, in pixels, of the squares that get one score each, 1 to 256",
            min = "1",
            max = "256")
    int cell() default 4;

    @AttributeDefinition(
            name = "Prior",
            description = "Pixels of each colour that count as seen before there are any, 1 to 1e9",
            min = "1",
            max = "1e9")
    double prior() default 1000;

    @AttributeDefinition(
            name = "Presence",
            description = "Class score above which a class is taken to be present, 0 to 1",
            min = "0",
            max = "1")
    double presence() default 0.65;
}
