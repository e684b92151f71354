package org.espalier.method.dcsm;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of {@link Dcsm}. */
@ObjectClassDefinition(
        name = "Localizer: DCSM",
        description = "Distinct class saliency maps by guided back-propagation")
@interface DcsmConfiguration {
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
            name = "Epochs",
            description = "How often every image is seen, 1 to 10000",
            min = "1",
            max = "10000")
    int epochs() default 6;

    @AttributeDefinition(
            name = "Batch",
            description = "Images a step, 1 to 4096",
            min = "1",
            max = "4096")
    int batch() default 32;

    @AttributeDefinition(
            name = "Learning rate",
            description = "Highest rate of the schedule, above 0 to 10",
            min = "1e-9",
            max = "10")
    double rate() default 0.005;

    @AttributeDefinition(
            name = "Weight decay",
            description = "Decoupled weight decay (AdamW), 0 to 10",
            min = "0",
            max = "10")
    double weightDecay() default 0.1;

    @AttributeDefinition(
            name = "Pooled share",
            description =
                    "Share of an image's places, 0 to 1, by whose mean it is judged, the best ones"
                            + " of a class; 0: the single best place (global max pooling), 1: all",
            min = "0",
            max = "1")
    double pooledShare() default 0.5;

    @AttributeDefinition(
            name = "Sides",
            description = "Shorter sides, in pixels, at which images are looked at",
            min = "17",
            max = "2049")
    int[] sides() default {257};

    @AttributeDefinition(name = "Mirror", description = "Whether the mirror image is looked at too")
    boolean mirror() default true;

    @AttributeDefinition(
            name = "Layers",
            description =
                    "Where derivatives are read: outputs of stages (stage4) or of blocks in them,"
                            + " counted from 0 (stage4.1)")
    String[] layers() default {"stage3", "stage4", "stage5"};

    @AttributeDefinition(
            name = "Guided",
            description =
                    "Whether rectifiers hold negative gradients back (guided back-propagation)")
    boolean guided() default true;

    @AttributeDefinition(
            name = "Candidates",
            description =
                    "Classes, 1 to 255, that maps are made of at least: where fewer are present,"
                            + " the likeliest others are added, to be subtracted",
            min = "1",
            max = "255")
    int candidates() default 4;

    @AttributeDefinition(
            name = "Subtraction",
            description = "Share, 0 to 1, of another candidate's map that is subtracted",
            min = "0",
            max = "1")
    double subtraction() default 0.7;

    @AttributeDefinition(
            name = "Squashing",
            description = "Factor, 0.01 to 100, within the tanh of a difference",
            min = "0.01",
            max = "100")
    double squashing() default 3;

    @AttributeDefinition(
            name = "Final squashing",
            description =
                    "Factor, 0 to 100, within the tanh of the sum over layers and views; 0: none",
            min = "0",
            max = "100")
    double finalSquashing() default 0;

    @AttributeDefinition(
            name = "Background",
            description =
                    "constant: the maps say nothing of it, and the pipeline's constant counts;"
                            + " complement: it is what the highest map leaves of 1",
            options = {
                @Option(label = "Constant", value = "constant"),
                @Option(label = "Complement", value = "complement")
            })
    String background() default "complement";

    @AttributeDefinition(
            name = "Tag threshold",
            description = "Probability, 0 to 1, from which a class is predicted to be present",
            min = "0",
            max = "1")
    double tagThreshold() default 0.5;
}
