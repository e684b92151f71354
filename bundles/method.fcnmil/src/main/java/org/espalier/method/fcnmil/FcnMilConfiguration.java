package org.espalier.method.fcnmil;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link FcnMil}. */
@ObjectClassDefinition(
        name = "Localizer: FCN-MIL",
        description =
                "A fully convolutional network, taught by the best place of each class that is present")
@interface FcnMilConfiguration {
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
            name = "Training sides",
            description = "Shorter sides, in pixels, at which training images are seen",
            min = "17",
            max = "2049")
    int[] trainingSides() default {257};

    @AttributeDefinition(
            name = "Row epochs",
            description =
                    "How often every image is seen while the rows of the classes learn tags, 1 to"
                            + " 10000",
            min = "1",
            max = "10000")
    int rowEpochs() default 100;

    @AttributeDefinition(
            name = "Row batch",
            description = "Images a step meanwhile, 1 to 4096",
            min = "1",
            max = "4096")
    int rowBatch() default 64;

    @AttributeDefinition(
            name = "Row rate",
            description = "Highest rate of the schedule meanwhile, above 0 to 10",
            min = "1e-9",
            max = "10")
    double rowRate() default 0.01;

    @AttributeDefinition(
            name = "Epochs",
            description =
                    "How often every image is seen by the loss at the best places, 1 to 10000",
            min = "1",
            max = "10000")
    int epochs() default 6;

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
    double rate() default 3e-4;

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
}
