package org.espalier.evaluator.miou;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of the evaluator {@code miou}. */
@ObjectClassDefinition(
        name = "Evaluator: mIoU",
        description = "Mean intersection over union, its interval, and the best background.")
public @interface MeanIoUConfiguration {
    /** Bootstrap draws. */
    @AttributeDefinition(
            name = "Bootstrap draws",
            description =
                    "How many times the images are drawn anew for the 95 % interval of mIoU;"
                            + " 0 to 100000, 0 gives no interval",
            min = "0",
            max = "100000")
    int draws() default 1000;

    /** Seed of the draws. */
    @AttributeDefinition(
            name = "Bootstrap seed",
            description = "Seed of the draws, any whole number; the same seed, the same interval")
    long seed() default 1;
}
