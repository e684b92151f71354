package org.example.mymethod;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link MyMethod}. */
@ObjectClassDefinition(
        name = "Refiner: my-method",
        description = "Which colours each class has where the scores are sure of it")
@interface MyMethodConfiguration {
    @AttributeDefinition(
            name = "Bins",
            description = "Into how many steps each of red, green and blue is cut, 2 to 32",
            min = "2",
            max = "32")
    int bins() default 6;

    @AttributeDefinition(
            name = "Sure",
            description = "Share of the scores from which a pixel is taken for a class, 0 to 1",
            min = "0",
            max = "1")
    double sure() default 0.6;

    @AttributeDefinition(
            name = "Prior",
            description = "Pixels of each colour that count as seen before there are any, 1 to 1e9",
            min = "1",
            max = "1e9")
    double prior() default 100;

    @AttributeDefinition(
            name = "Strength",
            description = "How much colours count for beside the scores, 0 (nothing) to 10",
            min = "0",
            max = "10")
    double strength() default 0.5;

    @AttributeDefinition(
            name = "Cell",
            description = "Side, in pixels, of the squares that get one score each, 1 to 256",
            min = "1",
            max = "256")
    int cell() default 4;
}
