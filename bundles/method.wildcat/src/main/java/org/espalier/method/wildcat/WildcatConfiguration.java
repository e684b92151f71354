package org.espalier.method.wildcat;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of {@link Wildcat}. */
@ObjectClassDefinition(
        name = "Localizer: WILDCAT",
        description = "Several maps a class, pooled over the highest and the lowest regions")
@interface WildcatConfiguration {
    @AttributeDefinition(
            name = "Backbone",
            description = "Name of a feature extractor that the engine offers")
    String backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Output stride",
            description = "Pixels between two features: 32, 16, 8 or 4, as the backbone allows",
            min = "4",
            max = "32")
    int outputStride() default 16;

    @AttributeDefinition(
            name = "Trained stages",
            description =
                    "Stages of the backbone, counted from its end, that are trained with the head,"
                            + " 0 to 32; -1: none where it is pretrained, all where it is not",
            min = "-1",
            max = "32")
    int trainedStages() default -1;

    @AttributeDefinition(
            name = "Maps",
            description = "Maps of each class, 1 to 64",
            min = "1",
            max = "64")
    int maps() default 4;

    @AttributeDefinition(
            name = "Highest regions",
            description =
                    "The regions that speak for a class: below 1 their share of all regions, rounded"
                            + " half to even; from 1 their number, cut down to all",
            min = "1e-6",
            max = "1e9")
    double highest() default 0.5;

    @AttributeDefinition(
            name = "Lowest regions",
            description = "The regions that speak against it, likewise; 0: none",
            min = "0",
            max = "1e9")
    double lowest() default 0.5;

    @AttributeDefinition(
            name = "Alpha",
            description = "Weight of the lowest regions, 0 to 10",
            min = "0",
            max = "10")
    double alpha() default 0.35;

    @AttributeDefinition(
            name = "Background",
            description =
                    "constant: the pipeline's constant; trained: a class of its own, present in every"
                            + " image",
            options = {
                @Option(label = "constant", value = "constant"),
                @Option(label = "trained", value = "trained")
            })
    String background() default "constant";

    @AttributeDefinition(
            name = "Training sides",
            description = "Shorter sides, in pixels, at which training images are seen",
            min = "17",
            max = "2049")
    int[] trainingSides() default {257};

    @AttributeDefinition(
            name = "Epochs",
            description = "How often every image is seen, 1 to 10000",
            min = "1",
            max = "10000")
    int epochs() default 10;

    @AttributeDefinition(
            name = "Batch",
            description = "Images a step, 1 to 4096",
            min = "1",
            max = "4096")
    int batch() default 16;

    @AttributeDefinition(
            name = "Learning rate",
            description = "Highest rate of the schedule, above 0 to 10",
            min = "1e-9",
            max = "10")
    double rate() default 0.003;

    @AttributeDefinition(
            name = "Weight decay",
            description = "Decoupled weight decay (AdamW), 0 to 10",
            min = "0",
            max = "10")
    double weightDecay() default 0.1;

    @AttributeDefinition(
            name = "Sides",
            description = "Shorter sides, in pixels, at which images are looked at",
            min = "17",
            max = "2049")
    int[] sides() default {193, 257, 385};

    @AttributeDefinition(name = "Mirror", description = "Whether the mirror image is looked at too")
    boolean mirror() default true;

    @AttributeDefinition(
            name = "Grid side",
            description =
                    "Shorter side, in pixels, of the size whose features give the maps their grid",
            min = "17",
            max = "2049")
    int gridSide() default 257;

    @AttributeDefinition(
            name = "Tag threshold",
            description = "Probability, 0 to 1, from which a class is predicted to be present",
            min = "0",
            max = "1")
    double tagThreshold() default 0.5;
}
