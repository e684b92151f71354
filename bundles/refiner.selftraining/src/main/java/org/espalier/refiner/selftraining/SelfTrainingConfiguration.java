package org.espalier.refiner.selftraining;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parameters of {@link SelfTraining}. */
@ObjectClassDefinition(
        name = "Refiner: self-training",
        description =
                "Smoothing of scores by early features, and a small head that learns from them")
@interface SelfTrainingConfiguration {
    @AttributeDefinition(
            name = "Backbone",
            description = "Name of a pretrained feature extractor that the engine offers")
    String backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Output stride",
            description = "Pixels between two features: 32, 16 or 8, as the backbone allows",
            min = "8",
            max = "32")
    int outputStride() default 16;

    @AttributeDefinition(
            name = "Side",
            description =
                    "Shorter side, in pixels, 17 to 2049, of the size at which the backbone looks at"
                            + " images; its last features are the grid that scores are refined on",
            min = "17",
            max = "2049")
    int side() default 257;

    @AttributeDefinition(
            name = "Correlation",
            description =
                    "Power, 0 to 64, that sharpens the correlation of early features by which scores"
                            + " are smoothed; 0: no smoothing",
            min = "0",
            max = "64")
    double correlation() default 4;

    @AttributeDefinition(
            name = "Correlation stage",
            description = "Stage of the backbone whose features are correlated")
    String correlationStage() default "stage2";

    @AttributeDefinition(
            name = "Floor",
            description =
                    "Share of the places, 0 to 0.99, that a smoothed plane puts at or below zero",
            min = "0",
            max = "0.99")
    double floor() default 0.3;

    @AttributeDefinition(
            name = "Rounds",
            description =
                    "How often, 0 to 10, a small head learns from the scores and then adds to them;"
                            + " 0: smoothing alone",
            min = "0",
            max = "10")
    int rounds() default 2;

    @AttributeDefinition(
            name = "Epochs",
            description = "Epochs a round, 1 to 1000",
            min = "1",
            max = "1000")
    int epochs() default 5;

    @AttributeDefinition(
            name = "Threshold",
            description =
                    "Score, 0 to 1, above which a place is learned as foreground; the highest of a"
                            + " plane is 1",
            min = "0",
            max = "1")
    double threshold() default 0.3;

    @AttributeDefinition(
            name = "Stages",
            description = "Stages of the backbone whose features the small head sees")
    String[] stages() default {"stage2", "stage3", "stage4", "stage5", "stage6"};
}
